package dev.jconv2d.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;

/** Whether tests may expect oneDNN: where it is missing they skip, but fail where the build says that it is required. */
public final class Native {
    private Native() {}

    public static void assume(Backend backend) {
        BackendStatus status = BackendStatus.of(backend);
        if (!status.available() && isRequired()) {
            fail("oneDNN is required here, but " + status.reason(), status.cause());
        }
        assumeTrue(status.available(), status.reason());
    }

    /** Whether the build says that nothing may be skipped. */
    public static boolean isRequired() {
        return "required".equals(System.getProperty("jconv2d.test.native"));
    }
}
