package dev.jconv2d.reliability.faults;

import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import dev.jconv2d.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders where libraries cannot be unpacked, or not run: Java computes, and says what it needs. */
public final class CacheFolders implements Fault {
    private static final String ANOTHER = "-Djconv2d.javacpp.cachedir=DIR";

    private final Path folder = Path.of("").toAbsolutePath();
    private final Path mount = folder.resolve("mount");
    private final NativeCache cache = new NativeCache(folder.resolve("cache"));
    private FreshStart start;
    private Mounts mounts;

    /** A folder that is of no use. */
    private interface Place {
        void tryIt() throws IOException, InterruptedException;
    }

    private final List<Place> places = List.of(this::aFile, this::noexec, this::readOnly, this::tooSmall, this::full);

    @Override
    public void run(Trial trial) throws Exception {
        start = new FreshStart(trial);
        mounts = new Mounts(trial);
        Files.createDirectories(mount);
        start.works("a good folder", FreshStart.jvm(cache.folder()));
        for (long i = 1; i < trial.tries(); i++) {
            int place = (int) ((i - 1) % places.size());
            if (place > 0 && !mounts.areAllowed()) {
                trial.happened("not tried, nothing can be mounted here");
            } else {
                places.get(place).tryIt();
            }
        }
        cache.delete();
    }

    /** With the folders of no use that JavaCPP tries when the one that it is told is. */
    private static ChildJvm noOther(ChildJvm jvm) {
        return jvm.with("-Duser.home=/proc", "-Djava.io.tmpdir=/proc");
    }

    private ChildJvm mounted(String what) {
        return noOther(FreshStart.jvm(mount)).behind(mounts.with(what));
    }

    private void aFile() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        start.fails("a file", noOther(FreshStart.jvm(file)), "Could not create the cache", ANOTHER);
    }

    private void noexec() throws IOException, InterruptedException {
        start.fails(
                "noexec",
                mounted("mount -t tmpfs -o noexec none " + mount),
                "failed to map segment",
                "not mounted noexec",
                ANOTHER);
    }

    /** Though it has all that is needed: JavaCPP takes no folder that it cannot write to. */
    private void readOnly() throws IOException, InterruptedException {
        start.fails(
                "read-only",
                mounted("mount --bind " + cache.folder() + " " + mount + "; mount -o remount,ro,bind " + mount),
                "Could not create the cache",
                "may be written and run",
                ANOTHER);
    }

    private void tooSmall() throws IOException, InterruptedException {
        start.fails(
                "a disk too small",
                mounted("mount -t tmpfs -o size=40m none " + mount),
                "libdnnl.so.3: No space left",
                "100 MB of free space",
                ANOTHER);
    }

    private void full() throws IOException, InterruptedException {
        start.fails(
                "a full disk",
                mounted("mount -t tmpfs -o size=100m none " + mount + "; head -c 200m /dev/zero > " + mount
                        + "/x 2> /dev/null || true"),
                "No space left",
                "100 MB of free space",
                ANOTHER);
    }
}
