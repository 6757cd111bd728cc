package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Libraries that were spoilt where JavaCPP keeps them: the next start has new ones, or says what is in their place. */
public final class CachedLibraries implements Fault {
    private final Path folder = Path.of("").toAbsolutePath();
    private final NativeCache cache = new NativeCache(folder.resolve("cache"));
    private final Path jar =
            cache.folder().resolve(new ChildJvm().entry("opencl-.*-linux-.*").getFileName());
    private FreshStart start;
    private SplittableRandom random;

    /** A way to spoil the cache. */
    private interface Spoil {
        void tryIt() throws IOException, InterruptedException;
    }

    private final List<Spoil> spoils = List.of(
            this::cut,
            this::zeroed,
            this::damaged,
            this::links,
            this::aFolderForALibrary,
            this::aLinkForAFolder,
            this::aFileForAFolder);

    @Override
    public void run(Trial trial) throws Exception {
        start = new FreshStart(trial);
        random = trial.random(0);
        start.works("an empty cache", FreshStart.jvm(cache.folder()));
        for (long i = 1; i < trial.tries(); i++) {
            spoils.get((int) ((i - 1) % spoils.size())).tryIt();
        }
        cache.delete();
    }

    private void cut() throws IOException, InterruptedException {
        for (Path library : cache.libraries()) {
            NativeCache.cut(library, random.nextLong(Files.size(library)));
        }
        start.works(
                "cut",
                FreshStart.jvm(cache.folder()),
                "unpacked anew",
                "libdnnl.so.3, which had ",
                " bytes in place of ");
    }

    /** Code that would run into the ground. */
    private void zeroed() throws IOException, InterruptedException {
        NativeCache.zero(cache.library("libdnnl.so.3"), 0.2, 0.6);
        start.works("zeroed", FreshStart.jvm(cache.folder()), "libdnnl.so.3, which had other contents");
    }

    private void damaged() throws IOException, InterruptedException {
        for (Path library : cache.libraries()) {
            // Not so few that they may all have been zeros before.
            double from = 0.1 + 0.5 * random.nextDouble();
            NativeCache.zero(library, from, from + 0.1);
        }
        start.works("damaged", FreshStart.jvm(cache.folder()), "libjnidnnl.so, which had other contents");
    }

    private void links() throws IOException, InterruptedException {
        Path library = cache.library("libdnnl.so.3");
        Path kept = Files.move(library, folder.resolve("kept"));
        Files.createSymbolicLink(library, kept);
        Path other = cache.library("libjnijavacpp.so");
        Files.delete(other);
        Files.createSymbolicLink(other, folder.resolve("nowhere"));
        start.works("links", FreshStart.jvm(cache.folder()), "libdnnl.so.3, which was no regular file");
        Files.delete(kept);
    }

    private void aFolderForALibrary() throws IOException, InterruptedException {
        Path library = cache.library("libgomp.so.1");
        Files.delete(library);
        Files.createDirectories(library.resolve("x"));
        start.fails("a folder for a library", FreshStart.jvm(cache.folder()), "libgomp.so.1", "Is a directory");
        NativeCache.delete(library);
    }

    /** JavaCPP would unpack through it at every start, while others load. */
    private void aLinkForAFolder() throws IOException, InterruptedException {
        Path kept = Files.move(jar, folder.resolve("kept"));
        Files.createSymbolicLink(jar, kept);
        start.fails("a link for a folder", FreshStart.jvm(cache.folder()), jar.toString(), "is a link");
        Files.delete(jar);
        NativeCache.delete(kept);
    }

    private void aFileForAFolder() throws IOException, InterruptedException {
        Files.createFile(jar);
        start.fails("a file for a folder", FreshStart.jvm(cache.folder()), jar.toString());
        Files.delete(jar);
    }
}
