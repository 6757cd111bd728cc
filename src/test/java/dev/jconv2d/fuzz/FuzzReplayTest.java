package dev.jconv2d.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.testing.ChildJvm;
import dev.jconv2d.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every reader on its corpus, and on random changes of it: what fuzzing has found once is tried in each build. */
class FuzzReplayTest {
    /** Changes of each corpus. */
    private static final int CHANGES = Integer.getInteger("jconv2d.test.sweep", 500);

    /** No file of a corpus says anything that a shorter one could not. */
    private static final int LONGEST = 4096;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void corpusAndChangesOfIt(FuzzTarget target) throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (Path file : target.corpus()) {
            byte[] bytes = Files.readAllBytes(file);
            tryOut(target, bytes, file.getFileName().toString());
            corpus.add(bytes);
        }
        assertTrue(corpus.size() >= 4, "a corpus of " + corpus.size());
        SplittableRandom random = Seed.random();
        Mutation mutation = new Mutation(random);
        for (int i = 0; i < CHANGES; i++) {
            byte[] one = corpus.get(random.nextInt(corpus.size()));
            byte[] other = corpus.get(random.nextInt(corpus.size()));
            tryOut(target, mutation.of(one, other), "change " + i + ", seed " + Seed.value());
        }
    }

    private static void tryOut(FuzzTarget target, byte[] bytes, String what) {
        try {
            target.tryOut(bytes);
        } catch (Throwable e) {
            throw new AssertionError(
                    target + ", " + what + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }

    @Test
    void corporaAreSmall() throws IOException {
        int files = 0;
        long bytes = 0;
        for (FuzzTarget target : FuzzTarget.values()) {
            for (Path file : target.corpus()) {
                assertTrue(Files.size(file) <= LONGEST, file + " is long");
                files++;
                bytes += Files.size(file);
            }
        }
        assertTrue(files <= 120 && bytes <= 64 << 10, files + " files, " + bytes + " bytes");
    }

    /** Bounds by a JVM's own limits, for all that it does, native decoders included where the system tells. */
    @Test
    void littleMemorySufficesForAllCorpora() throws Exception {
        ChildJvm.Result result = new ChildJvm()
                .with("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError")
                .runMain(Replay.class.getName());
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.lastLine().startsWith("done"), result.out());
        System.out.println(result.lastLine());
    }
}
