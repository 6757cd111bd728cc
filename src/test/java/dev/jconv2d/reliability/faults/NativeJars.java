package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Native jars that are missing, damaged, or for another system: Java computes, and says what is wrong with which. */
public final class NativeJars implements Fault {
    private final Path folder = Path.of("").toAbsolutePath();
    private final NativeCache cache = new NativeCache(folder.resolve("cache"));
    private final Path dnnl = new ChildJvm().entry("dnnl-.*-linux-.*");
    private final Path opencl = new ChildJvm().entry("opencl-.*-linux-.*");
    private final Path changed = folder.resolve("changed.jar");
    private FreshStart start;
    private SplittableRandom random;

    /** Something to be wrong. */
    private interface Defect {
        void tryIt() throws IOException, InterruptedException;
    }

    private final List<Defect> defects = List.of(
            this::missing,
            this::damaged,
            this::cut,
            this::otherProcessor,
            this::anotherOneDnn,
            this::oldGlibc,
            this::musl);

    @Override
    public void run(Trial trial) throws Exception {
        start = new FreshStart(trial);
        random = trial.random(0);
        start.works("sound jars", jvm());
        for (long i = 1; i < trial.tries(); i++) {
            defects.get((int) ((i - 1) % defects.size())).tryIt();
            NativeCache.delete(changed);
            NativeCache.delete(cache.folder().resolve(changed.getFileName()));
        }
        cache.delete();
    }

    private ChildJvm jvm() {
        return FreshStart.jvm(cache.folder());
    }

    private void missing() throws IOException, InterruptedException {
        start.fails("no native jars", jvm().withoutNatives(), "add org.bytedeco:dnnl-platform:");
    }

    private void damaged() throws IOException, InterruptedException {
        ChangedJar.damaged(opencl, changed, "libjniOpenCL.so", 100 + random.nextInt(50_000));
        start.fails("a bit turned", jvm().replacing(opencl, changed), changed + " is damaged: ", "fetch that jar anew");
    }

    private void cut() throws IOException, InterruptedException {
        Files.copy(dnnl, changed);
        NativeCache.cut(changed, 1 + random.nextLong(Files.size(changed) - 1));
        start.fails("a cut jar", jvm().replacing(dnnl, changed), changed + " is damaged: ", "fetch that jar anew");
    }

    private void otherProcessor() throws IOException, InterruptedException {
        ChangedJar.with(opencl, changed, "libOpenCL.so.1", ChangedJar::otherProcessor);
        start.fails(
                "for another processor",
                jvm().replacing(opencl, changed),
                "libOpenCL.so.1",
                "Possible cause: can't load",
                "native jars of this platform");
    }

    /** JavaCPP would go on with any oneDNN that the system has. */
    private void anotherOneDnn() throws IOException, InterruptedException {
        ChangedJar.with(dnnl, changed, "libdnnl.so.3", ChangedJar::otherProcessor);
        Path system = Files.createDirectory(folder.resolve("system"));
        Files.createSymbolicLink(system.resolve("libdnnl.so"), cache.library("libdnnl.so.3"));
        start.fails(
                "for another processor, and another oneDNN",
                jvm().replacing(dnnl, changed).with("-Djava.library.path=" + system),
                "changed.jar",
                "Possible cause: can't load");
        NativeCache.delete(system);
    }

    private void oldGlibc() throws IOException, InterruptedException {
        ChangedJar.with(opencl, changed, "libOpenCL.so.1", ChangedJar::laterGlibc);
        start.fails(
                "glibc too old",
                jvm().replacing(opencl, changed),
                "version `GLIBC_2.99' not found",
                "a system with glibc 2.34 or later");
    }

    /** What tells a JVM of Alpine's from others is in its memory. */
    private void musl() throws IOException, InterruptedException {
        Path musl = folder.resolve("ld-musl-x86_64.so.1");
        Files.copy(cache.library("libgomp.so.1"), musl);
        start.fails("musl", jvm().behind("env", "LD_PRELOAD=" + musl), "with musl", "plain Java computes");
        Files.delete(musl);
    }
}
