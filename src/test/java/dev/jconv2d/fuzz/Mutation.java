package dev.jconv2d.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes files as fuzzers do that know nothing of them. */
final class Mutation {
    private static final byte[] TELLING = {
        0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '0', '9', '-', '"', '[', '{', '\n', '\t', ' ', ','
    };

    private final SplittableRandom random;

    Mutation(SplittableRandom random) {
        this.random = random;
    }

    /** A changed copy of one file, with a part of the other perhaps. */
    byte[] of(byte[] one, byte[] other) {
        byte[] bytes = one.clone();
        for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
            bytes = change(bytes, other);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other.clone();
        }
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(1, Math.min(bytes.length - at, 16) + 1);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
            case 2 -> bytes[at] += (byte) random.nextInt(-2, 3);
            case 3 -> {
                return replaced(bytes, at, length, new byte[0]);
            }
            case 4 -> {
                return replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            }
            default -> {
                if (other.length > 0) {
                    int from = random.nextInt(other.length);
                    int to = Math.min(other.length, from + random.nextInt(1, 64));
                    return replaced(bytes, at, length, Arrays.copyOfRange(other, from, to));
                }
            }
        }
        return bytes;
    }

    /** With other bytes in the place of some. */
    private static byte[] replaced(byte[] bytes, int at, int length, byte[] with) {
        byte[] result = new byte[bytes.length - length + with.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(bytes, at + length, result, at + with.length, bytes.length - at - length);
        return result;
    }
}
