package dev.jconv2d.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.RuntimeInfo;
import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Native;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What `info` warns of, in JVMs that really are started so; the conditions of each are WarningsTest's. */
class InfoCommandTest {
    @BeforeEach
    void needsOneDnn() {
        Native.assume(Backend.ONEDNN);
    }

    private static ChildJvm jvm() {
        ChildJvm jvm = new ChildJvm();
        // Whatever the tests themselves run under.
        for (String prefix : List.of("ONEDNN_", "DNNL_")) {
            for (String name : List.of("VERBOSE", "JIT_DUMP", "JIT_PROFILE", "MAX_CPU_ISA", "DEFAULT_FPMATH_MODE")) {
                jvm.environment(prefix + name, "");
            }
        }
        return jvm;
    }

    private static List<String> warnings(ChildJvm.Result info) {
        assertEquals(0, info.exit(), info.err());
        return info.lines().stream().filter(line -> line.startsWith("warning")).toList();
    }

    /** That is no fault of the program's: affinity, a quota, a small container. */
    private static boolean isOfThisMachine(String warning) {
        return warning.contains("processors that this process may run on")
                || warning.contains("of the machine's")
                || warning.contains("the machine or the container has");
    }

    @Test
    void aPlainStartHasNone() throws Exception {
        List<String> warnings = warnings(jvm().run("info")).stream()
                .filter(line -> !isOfThisMachine(line))
                .toList();
        assertTrue(warnings.isEmpty() || warnings.equals(List.of("warnings: none")), warnings::toString);
    }

    @Test
    void whatWasLeftOnIsToldWithItsRemedy() throws Exception {
        ChildJvm.Result info = jvm().environment("ONEDNN_VERBOSE", "1")
                .environment("OMP_DISPLAY_ENV", "true")
                .environment("OMP_NUM_THREADS", "1000")
                .with("-Djconv2d.leaks.report=true", "-Xcheck:jni", "-XX:MaxDirectMemorySize=64m", "-Xmx1g")
                .with("-XX:+DisableExplicitGC", "-XX:TieredStopAtLevel=1", "-Djconv2d.javacpp.cachedir=/proc/none")
                .run("info");
        List<String> warnings = warnings(info);
        for (String what : List.of(
                "ONEDNN_VERBOSE = 1 ",
                "OMP_DISPLAY_ENV = true ",
                "OMP_NUM_THREADS = 1000: ",
                "jconv2d.leaks.report = true ",
                "-Xcheck:jni ",
                "-XX:MaxDirectMemorySize is 64 MiB",
                "-XX:+DisableExplicitGC: ",
                "the JVM's optimising compiler is off",
                "javacpp.cachedir = /proc/none cannot be written to")) {
            assertEquals(
                    1,
                    warnings.stream()
                            .filter(line -> line.startsWith("warning: " + what) && line.contains("; remedy: "))
                            .count(),
                    what + "\n" + info.out());
        }
        assertEquals(9, warnings.stream().filter(line -> !isOfThisMachine(line)).count(), info.out());
        assertTrue(info.err().contains("OPENMP DISPLAY ENVIRONMENT BEGIN"), "it is true");
    }

    @Test
    void oneDnnPrintsWhatItIsSaidToPrint() throws Exception {
        ChildJvm.Result explained = jvm().environment("DNNL_VERBOSE", "profile_exec")
                .run("explain", "mb1ic64ih30oc64kh3ph1", "--backend", "onednn", "--budget", "0");
        assertEquals(0, explained.exit(), explained.err());
        assertTrue(explained.out().contains("onednn_verbose,"), explained.out());
    }

    @Test
    void withoutNativesTheRemedyIsToldWithTheReason() throws Exception {
        List<String> warnings = warnings(jvm().withoutNatives().run("info"));
        assertTrue(
                warnings.stream()
                        .anyMatch(line -> line.startsWith("warning: oneDNN's native library does not load: ")
                                && line.contains("; remedy: add org.bytedeco:dnnl-platform:")),
                warnings::toString);
        assertTrue(
                warnings.stream().anyMatch(line -> line.contains("; remedy: --add-modules jdk.incubator.vector")),
                warnings::toString);
    }

    @Test
    void theLibraryTellsTheSame() {
        RuntimeInfo.warnings()
                .forEach(warning -> assertTrue(
                        warning.toString().equals(warning.what() + "; remedy: " + warning.remedy())
                                && !warning.remedy().isBlank(),
                        warning::toString));
    }
}
