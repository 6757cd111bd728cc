package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;

/** PyTorch's outputs, NaN and infinities among them, and the calls that it refuses, on every backend, again and again. */
public final class GoldenCalls implements Fault {
    private static final Backend[] BACKENDS = {Backend.ONEDNN, Backend.JAVA, Backend.REFERENCE};

    @Override
    public void run(Trial trial) throws Exception {
        for (long done = 0; done < trial.tries(); ) {
            for (Backend backend : BACKENDS) {
                Verifier verifier = new Verifier(trial::violation);
                verifier.cases(Goldens.cases(), backend);
                verifier.refusals(Goldens.refusals(), backend);
                trial.happened("as PyTorch", verifier.passed());
                if (verifier.passed() == 0) {
                    throw new AssertionError("there are no goldens");
                }
                done += verifier.passed() + verifier.failed();
            }
        }
    }
}
