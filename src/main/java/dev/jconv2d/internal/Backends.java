package dev.jconv2d.internal;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.BackendUnavailableException;
import dev.jconv2d.internal.java.JavaKernels;
import dev.jconv2d.internal.java.Products;
import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.internal.onednn.OneDnnKernels;
import dev.jconv2d.internal.onednn.OneDnnLibrary;
import dev.jconv2d.internal.planning.Planner;
import dev.jconv2d.internal.planning.PlanningOptions;
import dev.jconv2d.internal.reference.ReferenceKernel;
import java.lang.System.Logger.Level;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Selection: which backend a layer gets, and what is known of each. */
public final class Backends {
    private static final System.Logger LOGGER = System.getLogger("dev.jconv2d");
    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private Backends() {}

    /** What {@link BackendStatus#of} says. */
    public static BackendStatus status(Backend requested) {
        if (requested == Backend.JAVA || requested == Backend.REFERENCE) {
            String reason = requested == Backend.JAVA ? Products.best().reason() : "plain loops need nothing";
            return java(requested, requested, reason, null);
        }
        OneDnn.Load load = OneDnn.load();
        OneDnnLibrary library = load.library();
        if (library != null) {
            return new BackendStatus(
                    requested,
                    Backend.ONEDNN,
                    true,
                    load.reason()
                            + (library.threads().note().isEmpty()
                                    ? ""
                                    : "; " + library.threads().note()),
                    library.version(),
                    library.isa(),
                    library.threads().count(),
                    null);
        }
        return requested == Backend.AUTO
                ? java(Backend.AUTO, Backend.JAVA, load.reason(), load.cause())
                : new BackendStatus(
                        Backend.ONEDNN, Backend.ONEDNN, false, load.reason(), "oneDNN", "-", 0, load.cause());
    }

    private static BackendStatus java(Backend requested, Backend selected, String reason, @Nullable Throwable cause) {
        String version = "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name");
        return new BackendStatus(requested, selected, true, reason, version, "-", javaThreads(), cause);
    }

    private static int javaThreads() {
        return NativeConfig.current().threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    /**
     * The provider of kernels of the backend that was asked about; says once a process, in one line, what was selected.
     *
     * @param threads the most threads that a call may use; empty for the key {@code threads}, or all cores
     * @param planning how it chooses for a problem
     * @throws BackendUnavailableException if the backend does not work here
     */
    public static KernelProvider provider(BackendStatus status, OptionalInt threads, PlanningOptions planning) {
        Backend requested = status.requested();
        if (!status.available()) {
            throw new BackendUnavailableException(
                    "backend " + requested + " is unavailable: " + status.reason(), status.cause());
        }
        // Who names a Java backend knows what computes; the line is for those who hope for the native one.
        boolean tellable = requested == Backend.AUTO || requested == Backend.ONEDNN;
        if (tellable && !LOGGED.getAndSet(true)) {
            LOGGER.log(
                    Level.INFO,
                    "jconv2d computes with {0} ({1}, isa {2}, {3} threads): {4}",
                    status.selected(),
                    status.version(),
                    status.isa(),
                    status.threads(),
                    status.reason());
        }
        int javaThreads = threads.orElse(javaThreads());
        JavaKernels java = new JavaKernels(javaThreads);
        return switch (status.selected()) {
            case ONEDNN -> {
                OneDnnLibrary library = OneDnn.load().orElseThrow();
                yield new Planner(
                        new OneDnnKernels(library, library.threads(threads)),
                        java,
                        planning,
                        new Planner.Library(library.isa(), library.version()));
            }
            case REFERENCE ->
                (problem, parameters) -> new ReferenceKernel(problem, parameters, javaThreads, "backend REFERENCE");
            default -> new Planner(null, java, planning, new Planner.Library("-", "-"));
        };
    }
}
