package dev.jconv2d.internal.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.RuntimeWarning;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each warning where it is true, and none where it is not; what keeps oneDNN from loading is NativeAbsenceTest's. */
class WarningsTest {
    private static void assertQuiet(MadeUp here) {
        assertEquals(List.of(), Warnings.of(here));
    }

    /** One warning and no other. */
    private static void assertWarns(MadeUp here, String what, String remedy) {
        List<RuntimeWarning> warnings = Warnings.of(here);
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).what().contains(what), warnings::toString);
        assertTrue(warnings.get(0).remedy().contains(remedy), warnings::toString);
        assertTrue(!warnings.get(0).toString().contains("\n"), "one line");
    }

    @Test
    void whereAllIsWellThereIsNone() {
        assertQuiet(new MadeUp());
    }

    @Test
    void whatASystemDoesNotTellIsNoFault() {
        MadeUp elsewhere = new MadeUp().withoutFiles();
        elsewhere.memory = 0;
        elsewhere.arguments.clear();
        elsewhere.release = 17;
        for (String option :
                List.of("CheckJNICalls", "DisableExplicitGC", "TieredStopAtLevel", "MaxDirectMemorySize")) {
            elsewhere.option(option, null);
        }
        assertQuiet(elsewhere);
        assertQuiet(elsewhere.isa("ARMV8.6-A").variable("ONEDNN_MAX_CPU_ISA", "SVE_128"));
    }

    @Test
    void garbageInProcIsNoFault() {
        String garbage =
                "processor\nflags\nCpus_allowed_list:\tx-,,9999999999-3\n /lib/libc-2.x.so\n a b\n\\999 \\07 c noexec\0";
        for (String file : List.of(
                "/proc/cpuinfo", "/proc/self/status", "/proc/self/maps", "/proc/self/mounts", "/lib/libc-2.x.so")) {
            assertQuiet(new MadeUp().file(file, garbage));
            Warnings.of(new MadeUp()
                    .file(file, garbage)
                    .on(Backend.AUTO, Backend.JAVA, "it does not load; remedy: another"));
        }
    }

    @Test
    void aBackendByPropertyThoughOneDnnIsThere() {
        MadeUp java = new MadeUp().property(Backend.PROPERTY, "java").on(Backend.JAVA, Backend.JAVA, "?");
        java.vectors = true;
        assertQuiet(java); // nobody knows whether oneDNN would load, and nobody loads it for this
        java.loaded = true;
        assertWarns(java, "jconv2d.backend = java", "leave the property out");
        MadeUp oracle =
                new MadeUp().property(Backend.PROPERTY, "Reference").on(Backend.REFERENCE, Backend.REFERENCE, "?");
        oracle.loaded = true;
        assertWarns(oracle, "jconv2d.backend = Reference", "leave the property out");
    }

    @Test
    void javaWithoutVectors() {
        MadeUp java = new MadeUp().on(Backend.JAVA, Backend.JAVA, "?");
        assertWarns(java, "plain loops", "--add-modules jdk.incubator.vector");
        java.vectors = true;
        assertQuiet(java);
    }

    @Test
    void cappedInstructions() {
        assertWarns(
                new MadeUp().key("isa.max", "AVX2").isa("AVX2"), "jconv2d.isa.max = AVX2 keeps oneDNN to AVX2", "out");
        assertWarns(
                new MadeUp().variable("DNNL_MAX_CPU_ISA", "sse41").isa("SSE41"),
                "DNNL_MAX_CPU_ISA = sse41 keeps oneDNN to SSE41 on a processor that has AVX512",
                "leave it out");
        assertWarns(
                new MadeUp()
                        .variable("ONEDNN_MAX_CPU_ISA", "AVX2_VNNI_2")
                        .variable("DNNL_MAX_CPU_ISA", "SSE41")
                        .isa("AVX2_VNNI_2"),
                "ONEDNN_MAX_CPU_ISA = AVX2_VNNI_2",
                "leave it out");
        // A cap that float32 does not notice, one above what there is, and one that is none.
        assertQuiet(new MadeUp().key("isa.max", "AVX512_CORE").isa("AVX512_CORE"));
        assertQuiet(new MadeUp().variable("ONEDNN_MAX_CPU_ISA", "AVX10_1_512").isa("AVX10_1_512"));
        assertQuiet(new MadeUp()
                .variable("ONEDNN_MAX_CPU_ISA", "AVX512_CORE")
                .isa("AVX2")
                .file("/proc/cpuinfo", "processor : 0\nflags : sse4_1 avx avx2 avx512f\n".repeat(4)));
        assertQuiet(new MadeUp().isa("AVX2"));
    }

    @Test
    void fewerThreadsThanProcessors() {
        assertWarns(
                new MadeUp().key("threads", "1").threads(1),
                "jconv2d.threads = 1: a call takes 1 of 4",
                "many callers");
        assertWarns(new MadeUp().variable("OMP_NUM_THREADS", "3,2").threads(3), "OMP_NUM_THREADS = 3", "leave it out");
        assertQuiet(new MadeUp().key("threads", "4"));
        assertQuiet(new MadeUp().variable("OMP_NUM_THREADS", "many"));
        // Java's kernels have nothing to do with OpenMP.
        MadeUp java = new MadeUp().variable("OMP_NUM_THREADS", "1").variable("OMP_THREAD_LIMIT", "1");
        java.variable("OMP_DYNAMIC", "true").on(Backend.JAVA, Backend.JAVA, "?").vectors = true;
        assertQuiet(java);
    }

    @Test
    void moreThreadsThanProcessors() {
        assertWarns(new MadeUp().key("threads", "8").threads(8), "more threads than the 4 processors", "at most 4");
        assertWarns(new MadeUp().variable("OMP_NUM_THREADS", "16").threads(16), "OMP_NUM_THREADS = 16", "at most 4");
    }

    @Test
    void whatOpenMpObeysBesides() {
        assertWarns(new MadeUp().variable("OMP_THREAD_LIMIT", "2"), "OMP_THREAD_LIMIT = 2", "leave it out");
        assertQuiet(new MadeUp().variable("OMP_THREAD_LIMIT", "4"));
        assertWarns(new MadeUp().variable("OMP_DYNAMIC", "TRUE"), "OMP_DYNAMIC = TRUE", "leave it out");
        assertQuiet(new MadeUp().variable("OMP_DYNAMIC", "false"));
    }

    @Test
    void fewerProcessorsThanTheMachineHas() {
        MadeUp pinned = new MadeUp()
                .file("/proc/self/status", "Cpus_allowed_list:\t0,2-2\n")
                .threads(2);
        pinned.processors = 2;
        assertWarns(pinned, "may run on 2 of the machine's 4", "none if that is meant");
        // A list that holds more than there are.
        assertQuiet(new MadeUp().file("/proc/self/status", "Cpus_allowed_list:\t0-127\n"));
    }

    @Test
    void aQuotaThatOpenMpDoesNotSee() {
        UnaryOperator<MadeUp> limited = here -> {
            here.processors = 1;
            return here;
        };
        MadeUp quota = limited.apply(new MadeUp().threads(1));
        assertWarns(quota, "OpenMP takes a thread for each of the 4", "-Djconv2d.threads=1");
        // As many as the JVM counts is right.
        assertQuiet(limited.apply(new MadeUp().key("threads", "1").threads(1)));
        assertQuiet(limited.apply(new MadeUp().variable("OMP_NUM_THREADS", "1").threads(1)));
        MadeUp java =
                limited.apply(new MadeUp().on(Backend.JAVA, Backend.JAVA, "?").threads(1));
        java.vectors = true;
        assertQuiet(java);
        // A caller that OpenMP has bound to one processor.
        assertQuiet(limited.apply(new MadeUp().variable("OMP_PROC_BIND", "true").threads(1)));
        MadeUp unbound = new MadeUp().variable("OMP_PROC_BIND", "FALSE").variable("OMP_PLACES", "cores");
        assertWarns(limited.apply(unbound.threads(1)), "OpenMP takes a thread for each of the 4", "threads=1");
    }

    @Test
    void aBudgetThatIsNotInForce() {
        MadeUp here = new MadeUp().key("threads", "2");
        here.threadsNote = "threads = 2 cannot be set for oneDNN: x (needs y)";
        assertWarns(here, "threads = 2 cannot be set for oneDNN: x (needs y)", "OMP_NUM_THREADS=2");
        // OpenMP takes four then, though the JVM counts fewer.
        here.processors = 2;
        here.threads(2);
        List<String> all = Warnings.of(here).stream().map(RuntimeWarning::what).toList();
        assertEquals(2, all.size(), all::toString);
        assertTrue(all.get(1).contains("OpenMP takes a thread for each of the 4"), all::toString);
    }

    @Test
    void oneDnnsSettingsForDebugging() {
        for (String value : List.of("1", "2,x", "all", "profile_exec", "error,dispatch", "check")) {
            assertWarns(new MadeUp().variable("ONEDNN_VERBOSE", value), "ONEDNN_VERBOSE = " + value, "leave it out");
        }
        for (String value : List.of("0", "none", "error", "warn,error", "yes", " 1", "profile_x")) {
            assertQuiet(new MadeUp().variable("ONEDNN_VERBOSE", value).variable("DNNL_VERBOSE", "1"));
        }
        assertWarns(
                new MadeUp().variable("ONEDNN_VERBOSE", "").variable("DNNL_VERBOSE", "1"),
                "DNNL_VERBOSE",
                "leave it out");
        assertWarns(new MadeUp().variable("DNNL_VERBOSE", "1"), "DNNL_VERBOSE = 1", "leave it out");
        assertWarns(new MadeUp().variable("ONEDNN_JIT_DUMP", "1"), "ONEDNN_JIT_DUMP = 1", "leave it out");
        assertQuiet(new MadeUp().variable("ONEDNN_JIT_DUMP", "0"));
        assertWarns(new MadeUp().variable("ONEDNN_JIT_PROFILE", "6"), "ONEDNN_JIT_PROFILE = 6", "leave it out");
        assertQuiet(new MadeUp().variable("ONEDNN_JIT_PROFILE", "1"));
        assertWarns(new MadeUp().variable("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "0"), "keep no kernels", "leave it out");
        assertQuiet(new MadeUp().variable("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "500"));
        assertWarns(new MadeUp().variable("ONEDNN_DEFAULT_FPMATH_MODE", "bf16"), "less than float32's", "leave it out");
        assertQuiet(new MadeUp().variable("ONEDNN_DEFAULT_FPMATH_MODE", "STRICT"));
        MadeUp java = new MadeUp().variable("ONEDNN_VERBOSE", "1").on(Backend.JAVA, Backend.JAVA, "?");
        java.vectors = true;
        assertQuiet(java);
    }

    @Test
    void otherSettingsForDebugging() {
        assertWarns(new MadeUp().variable("OMP_DISPLAY_ENV", "verbose"), "OMP_DISPLAY_ENV = verbose", "leave it out");
        assertWarns(
                new MadeUp().variable("OMP_DISPLAY_AFFINITY", "TRUE"), "OMP_DISPLAY_AFFINITY = TRUE", "leave it out");
        assertQuiet(new MadeUp().variable("OMP_DISPLAY_ENV", "false").variable("OMP_DISPLAY_AFFINITY", "0"));
        String logger = "org.bytedeco.javacpp.logger.debug";
        assertWarns(new MadeUp().property(logger, "true"), logger, "leave the property out");
        assertQuiet(new MadeUp().property(logger, "false"));
        assertWarns(new MadeUp().key("leaks.report", "TRUE"), "jconv2d.leaks.report", "leave the property out");
        assertQuiet(new MadeUp().key("leaks.report", "false"));
        assertWarns(new MadeUp().variable("LD_PRELOAD", "/lib/x.so:/lib/libasan.so.8"), "a sanitizer", "leave it out");
        assertQuiet(new MadeUp().variable("LD_PRELOAD", "/usr/lib/libjemalloc.so.2"));
        assertWarns(new MadeUp().variable("LD_PRELOAD", "libtsan.so\33[2J"), "libtsan.so\\u001b[2J", "leave it out");
    }

    @Test
    void optionsOfTheJvm() {
        assertWarns(
                new MadeUp().property("java.vm.info", "interpreted mode, sharing"),
                "interprets",
                "leave the option out");
        assertQuiet(new MadeUp().property("java.vm.info", "mixed mode, sharing"));
        assertWarns(
                new MadeUp().option("TieredStopAtLevel", "1"), "optimising compiler is off", "leave the option out");
        assertWarns(
                new MadeUp().property("java.vm.info", "mixed mode, emulated-client, sharing"),
                "compiler is off",
                "option");
        assertWarns(new MadeUp().option("CheckJNICalls", "true"), "-Xcheck:jni", "leave the option out");
        assertWarns(new MadeUp().option("DisableExplicitGC", "true"), "-XX:+DisableExplicitGC", "close outputs");
        for (String agent : List.of("-agentlib:jdwp=transport=dt_socket", "-Xrunjdwp:server=y")) {
            MadeUp debugged = new MadeUp();
            debugged.arguments.add(agent);
            assertWarns(debugged, "jdwp", "leave the option out");
        }
    }

    @Test
    void nativeAccessFromJdk24On() {
        MadeUp here = new MadeUp();
        here.arguments.clear();
        assertWarns(here, "native code was not allowed", "--enable-native-access=ALL-UNNAMED");
        here.jarEnables = true;
        assertQuiet(here);
        here.jarEnables = false;
        for (String enough : List.of("--illegal-native-access=allow", "--enable-native-access=a.b,ALL-UNNAMED")) {
            here.arguments.add(enough);
            assertQuiet(here);
            here.arguments.clear();
        }
        for (String other : List.of("--enable-native-access=a.b", "--enable-native-access=ALL-UNNAMEDx")) {
            here.arguments.add(other);
            assertWarns(here, "native code was not allowed", "--enable-native-access=ALL-UNNAMED");
            here.arguments.clear();
        }
        here.release = 23;
        assertQuiet(here);
        here.release = 24;
        here.vectors = true;
        assertQuiet(here.on(Backend.JAVA, Backend.JAVA, "?"));
        assertWarns(
                here.on(Backend.AUTO, Backend.JAVA, "it does not load: IllegalCallerException: x; remedy: y"),
                "for which this JVM loads none",
                "--enable-native-access=ALL-UNNAMED");
        here.arguments.add("--enable-native-access=ALL-UNNAMED");
        assertWarns(here, "for which this JVM loads none", "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void limitsOnMemory() {
        assertWarns(
                new MadeUp().option("MaxDirectMemorySize", Long.toString(512 << 20)),
                "-XX:MaxDirectMemorySize is 512 MiB, all of which the pool of 1024 MiB may hold",
                "-Djconv2d.pool.bytes=256m");
        assertQuiet(new MadeUp().option("MaxDirectMemorySize", Long.toString(2L << 30)));
        MadeUp small = new MadeUp();
        small.heap = 512 << 20; // a quarter of which is all that the pool takes
        assertQuiet(small.option("MaxDirectMemorySize", Long.toString(256 << 20)));
        MadeUp tight = new MadeUp();
        tight.memory = (4L << 30) + (1L << 29);
        assertWarns(
                tight, "the heap of up to 4096 MiB and the pool of up to 1024 MiB are more than the 4608 MiB", "-Xmx");
        assertQuiet(tight.key("pool.bytes", "0"));
    }
}
