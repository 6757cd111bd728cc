package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.function.Executable;

class TensorTest {
    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void holdsWhatItWasGiven() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Tensor tensor = Tensor.of(values, 2, 3);
        values[0] = 9;
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, tensor.toArray());
        assertArrayEquals(new long[] {2, 3}, tensor.shape());
        assertEquals(6, tensor.numel());
        assertEquals("Tensor[2, 3]", tensor.toString());
        tensor.shape()[0] = 7;
        assertArrayEquals(new long[] {2, 3}, tensor.shape());
        tensor.buffer().put(5, 8);
        assertEquals(8, tensor.toArray()[5]);
        assertEquals(6, tensor.buffer().remaining());
    }

    @Test
    void emptyAndScalarTensorsExist() {
        assertEquals(0, Tensor.zeros(0, 3, 4, 4).numel());
        assertEquals(1, Tensor.zeros().numel());
    }

    @Test
    void wrapSharesMemory() {
        ByteBuffer buffer = direct(64);
        buffer.position(8);
        Tensor tensor = Tensor.wrap(buffer, 2, 3);
        buffer.putFloat(8, 5);
        assertEquals(5, tensor.toArray()[0]);
        tensor.buffer().put(1, 6);
        assertEquals(6, buffer.getFloat(12));
        assertEquals(8, buffer.position(), "the caller's position is left alone");
    }

    @Test
    void wrapRefusesWhatNativeCodeCannotUse() {
        assertRefused(
                "must be direct", () -> Tensor.wrap(ByteBuffer.allocate(64).order(ByteOrder.nativeOrder()), 2));
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        assertRefused("buffer order", () -> Tensor.wrap(direct(64).order(other), 2));
        assertRefused("has 64 bytes left, but shape [17] needs 68", () -> Tensor.wrap(direct(64), 17));
        assertRefused("has 60 bytes left", () -> Tensor.wrap(direct(64).position(4), 16));
        assertRefused("multiple of 4 bytes", () -> Tensor.wrap(direct(64).position(2), 3));
        assertTrue(Tensor.wrap(direct(64).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), 16)
                .isReadOnly());
    }

    @Test
    @EnabledForJreRange(minVersion = 22)
    void wrapRefusesArenasThatCanBeClosed() throws Exception {
        // By reflection: the tests are compiled for 17. Native code would run on freed memory.
        for (String kind : List.of("ofConfined", "ofShared")) {
            ByteBuffer buffer = arenaBuffer(kind);
            assertRefused("must not belong to an arena that can be closed", () -> Tensor.wrap(buffer, 4));
            assertRefused(
                    "must not belong to an arena",
                    () -> Tensor.wrap(buffer.slice().order(ByteOrder.nativeOrder()), 2));
        }
        for (String kind : List.of("ofAuto", "global")) {
            assertEquals(4, Tensor.wrap(arenaBuffer(kind), 4).numel());
        }
    }

    private static ByteBuffer arenaBuffer(String kind) throws ReflectiveOperationException {
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        Object made = arena.getMethod(kind).invoke(null);
        Object segment = arena.getMethod("allocate", long.class, long.class).invoke(made, 64L, 64L);
        return ((ByteBuffer) Class.forName("java.lang.foreign.MemorySegment")
                        .getMethod("asByteBuffer")
                        .invoke(segment))
                .order(ByteOrder.nativeOrder());
    }

    @Test
    void wrongShapesAreRefused() {
        assertRefused("values length = 3: shape [2, 2] needs 4", () -> Tensor.of(new float[3], 2, 2));
        assertRefused("sizes must not be negative", () -> Tensor.zeros(2, -1));
        assertRefused("2 GiB - 1", () -> Tensor.zeros(1L << 31, 1L << 31));
        assertRefused("2 GiB - 1", () -> Tensor.zeros(1L << 29));
        assertRefused("2 GiB - 1", () -> Tensor.zeros(0, 1L << 62, 1L << 62));
        assertRefused("2 GiB - 1", () -> Tensor.zeros(1L << 62, 4));
    }

    private static void assertRefused(String message, Executable call) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call);
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }
}
