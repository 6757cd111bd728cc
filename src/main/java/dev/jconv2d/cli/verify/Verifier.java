package dev.jconv2d.cli.verify;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Runs cases and refusals on backends, reports each failure in one line, and counts. */
final class Verifier {
    private final Consumer<String> report;
    private int passed;
    private int failed;

    /**
     * A verifier that has counted nothing yet.
     *
     * @param report takes a line for each failure
     */
    Verifier(Consumer<String> report) {
        this.report = report;
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failed;
    }

    void cases(List<Case> cases, Backend backend) {
        for (Case task : cases) {
            String failure;
            try (Conv2d layer = task.layer(backend)) {
                failure = run(task, layer);
            } catch (RuntimeException e) {
                failure = line("layer", "an output", e, "-");
            }
            count(task.name(), backend, failure);
        }
    }

    /** What is wrong with a layer's output, or an empty text. */
    private static String run(Case task, Conv2d layer) {
        Values y = task.y();
        long[] pads = layer.options()
                .padding()
                .resolve(layer.options().kernelSize(), layer.options().dilation());
        Case.Pads expected = task.pads();
        long[] expectedPads = {expected.top(), expected.left(), expected.bottom(), expected.right()};
        if (!Arrays.equals(pads, expectedPads)) {
            return line("pads", Arrays.toString(expectedPads), Arrays.toString(pads), "equal");
        }
        long[] shape = layer.outputShape(task.x().shape());
        if (!Arrays.equals(shape, y.shape())) {
            return line("shape", Arrays.toString(y.shape()), Arrays.toString(shape), "equal");
        }
        float[] got = layer.forward(task.x().toArray(), task.x().shape());
        Judge.Mismatch mismatch = new Judge(task).judge(got);
        return mismatch == null
                ? ""
                : line(mismatch.where(), mismatch.expected(), mismatch.got(), mismatch.bound()) + " ("
                        + mismatch.count() + " of " + got.length + " elements)";
    }

    void refusals(List<Refusal> refusals, Backend backend) {
        for (Refusal refusal : refusals) {
            String failure;
            try {
                failure = line("call", "refused", "output " + Arrays.toString(refusal.call(backend)), "-");
            } catch (IllegalArgumentException e) {
                failure = "";
            } catch (RuntimeException e) {
                failure = line("call", "refused", e, "-");
            }
            count(refusal.name(), backend, failure);
        }
    }

    private void count(String name, Backend backend, String failure) {
        if (failure.isEmpty()) {
            passed++;
        } else {
            failed++;
            report.accept("FAIL case=" + name + " backend=" + backend + " " + failure);
        }
    }

    private static String line(String where, Object expected, Object got, Object bound) {
        return ("where=" + where + " expected=" + expected + " got=" + got + " bound=" + bound).replaceAll("\\R", " ");
    }
}
