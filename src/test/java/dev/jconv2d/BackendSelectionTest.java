package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.StoragePool;
import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Native;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backend a layer gets, with the native library there and missing; what native-config's keys do to a process. */
class BackendSelectionTest {
    @TempDir
    Path folder;

    @AfterEach
    void forgetTheProperty() {
        System.clearProperty(Backend.PROPERTY);
    }

    private static Backend backendOf(Conv2dBuilder builder) {
        try (Conv2d conv = builder.build()) {
            return conv.backend();
        }
    }

    @Test
    void thePropertyIsTheDefaultAndTheBuilderWins() {
        System.setProperty(Backend.PROPERTY, "Reference");
        assertEquals(Backend.REFERENCE, backendOf(Conv2d.builder(1, 1, 1)));
        assertEquals(Backend.JAVA, backendOf(Conv2d.builder(1, 1, 1).backend(Backend.JAVA)));
        System.setProperty(Backend.PROPERTY, " java ");
        assertEquals(Backend.JAVA, backendOf(Conv2d.builder(1, 1, 1)));
        System.setProperty(Backend.PROPERTY, "");
        assertEquals(BackendStatus.of(Backend.AUTO).selected(), backendOf(Conv2d.builder(1, 1, 1)));
        System.setProperty(Backend.PROPERTY, "cuda");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> backendOf(Conv2d.builder(1, 1, 1)));
        assertEquals("jconv2d.backend = \"cuda\": must be one of auto, onednn, java, reference", refused.getMessage());
    }

    @Test
    void autoTakesOneDnnWhereItLoads() {
        Native.assume(Backend.ONEDNN);
        assertEquals(Backend.ONEDNN, BackendStatus.of(Backend.AUTO).selected());
        assertEquals(Backend.ONEDNN, backendOf(Conv2d.builder(1, 1, 1)));
        assertEquals(null, BackendStatus.of(Backend.AUTO).cause());
    }

    @Test
    void withoutNativeJarsJavaComputesAndSaysWhy() throws Exception {
        ChildJvm jvm = new ChildJvm().withoutNatives();
        List<String> info = jvm.run("info").lines();
        assertTrue(info.contains("backend: AUTO -> JAVA"), info.toString());
        assertTrue(
                info.stream()
                        .anyMatch(line -> line.startsWith("reason: oneDNN's native library does not load: ")
                                && line.contains("remedy: add org.bytedeco:dnnl-platform:")),
                info.toString());
        ChildJvm.Result verify = jvm.run("verify");
        assertEquals(0, verify.exit(), verify.err());
        assertEquals("748 passed, 0 failed", verify.lastLine());
        ChildJvm.Result tour = jvm.run("--output", folder.toString());
        assertEquals(0, tour.exit(), tour.err());
        assertEquals(
                1,
                tour.err()
                        .lines()
                        .filter(line -> line.startsWith("INFO: jconv2d computes with JAVA"))
                        .count(),
                tour.err());
    }

    @Test
    void loadingNeedsNoLargeStack() throws Exception {
        Native.assume(Backend.ONEDNN);
        // libdnnl's initialisers overrun such a stack, which ends the JVM without a word.
        ChildJvm.Result info = new ChildJvm().with("-Xss256k").run("info");
        assertEquals(0, info.exit(), info.err());
        assertTrue(info.out().contains("backend: AUTO -> ONEDNN"), info.out());
    }

    @Test
    void aForcedBackendThatIsMissingThrows() throws Exception {
        ChildJvm.Result forced =
                new ChildJvm().withoutNatives().with("-Djconv2d.backend=onednn").run("--output", folder.toString());
        assertEquals(1, forced.exit());
        assertTrue(
                forced.err().contains("jconv2d: backend ONEDNN is unavailable: oneDNN's native library"), forced.err());
        assertFalse(forced.err().contains("\tat "), forced.err());
        ChildJvm.Result verify = new ChildJvm().withoutNatives().run("verify", "--backend", "OneDNN");
        assertEquals(1, verify.exit());
        assertTrue(verify.err().contains("backend ONEDNN is unavailable"), verify.err());
    }

    @Test
    void withoutThePresetAtAllJavaComputes() throws Exception {
        ChildJvm.Result info = new ChildJvm()
                .without("dnnl-")
                .without("javacpp-")
                .without("opencl-")
                .run("info");
        assertEquals(0, info.exit(), info.err());
        assertTrue(info.out().contains("backend: AUTO -> JAVA"), info.out());
    }

    @Test
    void anotherPlatformFallsBack() throws Exception {
        ChildJvm.Result info = new ChildJvm()
                .with("-Dorg.bytedeco.javacpp.platform=linux-mips64")
                .run("info");
        assertEquals(0, info.exit(), info.err());
        assertTrue(info.out().contains("backend: AUTO -> JAVA"), info.out());
        assertTrue(info.out().contains("there is none for linux-mips64"), info.out());
    }

    @Test
    void aSupportedPlatformWhoseJarsAreMissingFallsBack() throws Exception {
        ChildJvm.Result info = new ChildJvm()
                .with("-Dorg.bytedeco.javacpp.platform=linux-arm64")
                .run("info");
        assertEquals(0, info.exit(), info.err());
        assertTrue(info.out().contains("backend: AUTO -> JAVA"), info.out());
    }

    @Test
    void theKeyPlatformsDecidesWhatIsTried() throws Exception {
        ChildJvm.Result info =
                new ChildJvm().with("-Djconv2d.platforms=linux-arm64").run("info");
        assertTrue(info.out().contains("backend: AUTO -> JAVA"), info.out());
        assertTrue(info.out().contains("natives exist for linux-arm64"), info.out());
    }

    @Test
    void theKeyIsaMaxCapsTheInstructions() throws Exception {
        Native.assume(Backend.ONEDNN);
        for (String isa : List.of("AVX2", "sse41")) {
            ChildJvm.Result verify =
                    new ChildJvm().with("-Djconv2d.isa.max=" + isa).run("verify", "--backend", "onednn");
            assertEquals("374 passed, 0 failed", verify.lastLine(), verify.err());
            assertTrue(
                    verify.err().toLowerCase(Locale.ROOT).contains("isa " + isa.toLowerCase(Locale.ROOT)),
                    verify.err());
        }
        ChildJvm.Result wrong = new ChildJvm().with("-Djconv2d.isa.max=AVX9").run("info");
        assertEquals(2, wrong.exit());
        assertTrue(wrong.err().startsWith("jconv2d: jconv2d.isa.max = \"AVX9\": must be one of "), wrong.err());
    }

    @Test
    void theKeyThreadsSetsTheBudget() throws Exception {
        Native.assume(Backend.ONEDNN);
        for (String threads : List.of("1", "3")) {
            ChildJvm.Result verify =
                    new ChildJvm().with("-Djconv2d.threads=" + threads).run("verify", "--backend", "onednn,java");
            assertEquals("748 passed, 0 failed", verify.lastLine(), verify.err());
            ChildJvm.Result info =
                    new ChildJvm().with("-Djconv2d.threads=" + threads).run("info");
            assertTrue(info.lines().contains("threads: " + threads), info.out());
        }
    }

    @Test
    void withoutJnaTheBudgetIsToldToBeUnavailable() throws Exception {
        Native.assume(Backend.ONEDNN);
        ChildJvm.Result info =
                new ChildJvm().without("jna-").with("-Djconv2d.threads=1").run("info");
        assertEquals(0, info.exit());
        assertTrue(info.out().contains("backend: AUTO -> ONEDNN"), info.out());
        assertTrue(info.out().contains("threads = 1 cannot be set for oneDNN"), info.out());
    }

    @Test
    void theKeyCachedirIsWhereLibrariesAreUnpacked() throws Exception {
        Native.assume(Backend.ONEDNN);
        Path cache = folder.resolve("cache");
        ChildJvm.Result info =
                new ChildJvm().with("-Djconv2d.javacpp.cachedir=" + cache).run("info");
        assertTrue(info.lines().contains("native cache: " + cache), info.out());
        assertTrue(info.out().contains("backend: AUTO -> ONEDNN"), info.out());
        try (var files = Files.walk(cache)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("libdnnl")));
        }
        // What JavaCPP's own property says already is left alone.
        Path own = folder.resolve("own");
        ChildJvm.Result kept = new ChildJvm()
                .with("-Djconv2d.javacpp.cachedir=" + cache, "-Dorg.bytedeco.javacpp.cachedir=" + own)
                .run("info");
        assertTrue(kept.lines().contains("native cache: " + own), kept.out());
    }

    @Test
    void theJavacppLimitsReachJavacpp() throws Exception {
        Native.assume(Backend.ONEDNN);
        String main = KeptMemory.class.getName();
        for (String key : List.of("javacpp.maxBytes", "javacpp.maxPhysicalBytes")) {
            assertTrue(new ChildJvm().runMain(main).lines().contains(key + "=null"));
            ChildJvm.Result set =
                    new ChildJvm().with("-Djconv2d." + key + "=5g").runMain(main);
            assertTrue(set.lines().contains(key + "=5g"), set.out());
            ChildJvm.Result kept = new ChildJvm()
                    .with("-Djconv2d." + key + "=5g", "-Dorg.bytedeco." + key + "=6g")
                    .runMain(main);
            assertTrue(kept.lines().contains(key + "=6g"), kept.out());
            ChildJvm.Result wrong =
                    new ChildJvm().with("-Djconv2d." + key + "=nonsense").run("info");
            assertEquals(2, wrong.exit());
            assertTrue(wrong.err().startsWith("jconv2d: jconv2d." + key + " = \"nonsense\": must be"), wrong.err());
        }
    }

    @Test
    void theCacheAndPoolKeysBoundALayer() throws Exception {
        String main = KeptMemory.class.getName();
        assertEquals("plans=3", new ChildJvm().runMain(main).lines().get(0));
        assertEquals(
                "plans=2",
                new ChildJvm()
                        .with("-Djconv2d.plan.cache.entries=2")
                        .runMain(main)
                        .lines()
                        .get(0));
        assertFalse(new ChildJvm().runMain(main).lines().contains("pool=0"));
        assertTrue(new ChildJvm()
                .with("-Djconv2d.pool.bytes=0")
                .runMain(main)
                .lines()
                .contains("pool=0"));
        Native.assume(Backend.ONEDNN);
        assertEquals(
                "plans=0",
                new ChildJvm()
                        .with("-Djconv2d.plan.cache.bytes=1")
                        .runMain(main)
                        .lines()
                        .get(0));
    }

    /** Runs a layer on three shapes and prints what is kept. */
    static final class KeptMemory {
        public static void main(String[] arguments) {
            try (Conv2d conv = Conv2d.builder(16, 16, 3).build()) {
                for (int size = 30; size <= 32; size++) {
                    conv.forward(new float[16 * size * size], 16, size, size);
                }
                System.out.println("plans=" + conv.plans().entries());
                System.out.println("pool=" + StoragePool.SHARED.held());
                for (String key : List.of("javacpp.maxBytes", "javacpp.maxPhysicalBytes")) {
                    System.out.println(key + "=" + System.getProperty("org.bytedeco." + key));
                }
            }
        }
    }

    @Test
    void theKeyScratchpadBytesLeavesGreedyImplementationsOut() throws Exception {
        Native.assume(Backend.ONEDNN);
        String main = GreedyLayer.class.getName();
        assertTrue(new ChildJvm().runMain(main).lastLine().startsWith("brg_conv_fwd"));
        String modest = new ChildJvm()
                .with("-Djconv2d.scratchpad.bytes=16")
                .runMain(main)
                .lastLine();
        assertFalse(modest.startsWith("brg_conv_fwd"), modest);
    }

    /** Prints what computes a layer that oneDNN likes best to compute with a scratchpad. */
    static final class GreedyLayer {
        public static void main(String[] arguments) {
            MemoryFormat nhwc = MemoryFormat.CHANNELS_LAST;
            try (Conv2d conv = Conv2d.builder(64, 64, 3).padding(1).build();
                    Conv2dPlan plan = conv.plan(nhwc, nhwc, 1, 64, 28, 28)) {
                System.out.println(plan.describe().implementation());
            }
        }
    }

    @Test
    void informationSurvivesWhereNothingIsConfigured() {
        assertNotNull(RuntimeInfo.version());
        assertFalse(RuntimeInfo.nativeCacheDirectory().isEmpty());
        assertTrue(RuntimeInfo.configuration().containsKey("plan.cache.entries"));
    }
}
