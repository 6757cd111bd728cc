package dev.jconv2d.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.jconv2d.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** Damages a good file in every way that is quick to try, and has a reader read what is left. */
final class Damage {
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final Path file;
    private final byte[] good;
    private final Reader reader;

    interface Reader {
        Tensor read(Path file) throws IOException;
    }

    Damage(Path file, byte[] good, Reader reader) {
        this.file = file;
        this.good = good.clone();
        this.reader = reader;
    }

    /** Every shorter file must be refused. */
    void truncateEverywhere() throws IOException {
        for (int length = 0; length < good.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(good, 0, cut, 0, length);
            Files.write(file, cut);
            assertThrows(FormatException.class, () -> reader.read(file), "cut to " + length + " of " + good.length);
        }
    }

    /**
     * Every byte to several others: there may be a tensor or an IOException, but nothing else, and soon.
     *
     * @param more values to try besides the four that are always tried
     * @return how many changed files were refused
     */
    int changeEverywhere(int... more) throws IOException {
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            int[] always = {0, 0xff, good[at] ^ 1, good[at] ^ 0x80};
            for (int value :
                    IntStream.concat(IntStream.of(always), IntStream.of(more)).toArray()) {
                if ((byte) value != good[at]) {
                    byte[] changed = good.clone();
                    changed[at] = (byte) value;
                    Files.write(file, changed);
                    refused += survives("byte " + at + " = " + (value & 0xff)) ? 0 : 1;
                }
            }
        }
        return refused;
    }

    private boolean survives(String change) {
        long begin = System.nanoTime();
        try {
            reader.read(file).toArray();
            return true;
        } catch (IOException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail(change + " must give a tensor or an IOException", e);
        } finally {
            if (System.nanoTime() - begin > SLOW.toNanos()) {
                fail(change + " took longer than " + SLOW);
            }
        }
    }
}
