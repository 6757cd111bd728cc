package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.testing.ChildJvm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
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
    void channelsLastKeepsTheShapeAndTurnsTheMemory() {
        Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 2, 2, 3);
        Tensor last = tensor.to(MemoryFormat.CHANNELS_LAST);
        assertEquals("Tensor[1, 2, 2, 3] channels_last", last.toString());
        float[] memory = new float[12];
        last.buffer().get(memory);
        assertArrayEquals(new float[] {1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12}, memory);
        assertArrayEquals(tensor.toArray(), last.toArray());
        assertArrayEquals(tensor.toArray(), last.to(MemoryFormat.CONTIGUOUS).toArray());
        tensor.buffer().put(0, 99);
        assertEquals(1, last.toArray()[0], "a copy");
        assertEquals(
                0,
                Tensor.zeros(MemoryFormat.CHANNELS_LAST, 0, 3, 4, 4)
                        .to(MemoryFormat.CONTIGUOUS)
                        .numel());
        assertRefused("must have rank 4 or 3", () -> Tensor.zeros(MemoryFormat.CHANNELS_LAST, 3, 4));
        assertRefused("must have rank 4 or 3", () -> Tensor.zeros(6).to(MemoryFormat.CHANNELS_LAST));
        assertRefused("must have rank 4 or 3", () -> Tensor.wrap(direct(64), MemoryFormat.CHANNELS_LAST, 4));
        ByteBuffer wrapped = direct(24);
        Tensor pixels = Tensor.wrap(wrapped, MemoryFormat.CHANNELS_LAST, 3, 1, 2);
        wrapped.putFloat(4, 5);
        assertArrayEquals(new float[] {0, 0, 5, 0, 0, 0}, pixels.toArray());
    }

    @Test
    void conversionsAgreeWithAndWithoutTheNativeLibrary() throws Exception {
        String main = FormatsInAnyOrder.class.getName();
        String java = new ChildJvm().runMain(main, "JAVA").out();
        assertTrue(java.contains("loaded=false"), java);
        if (BackendStatus.of(Backend.ONEDNN).available()) {
            String oneDnn = new ChildJvm().runMain(main, "ONEDNN").out();
            assertTrue(oneDnn.contains("loaded=true"), oneDnn);
            assertEquals(java.lines().skip(1).toList(), oneDnn.lines().skip(1).toList());
        }
        assertTrue(java.lines().skip(1).allMatch(line -> line.endsWith(" ok")), java);
    }

    /** Converts to and fro, says whether oneDNN is there, and hashes what came out. */
    static final class FormatsInAnyOrder {
        public static void main(String[] arguments) {
            if (arguments[0].equals("ONEDNN")) {
                BackendStatus.of(Backend.ONEDNN);
            }
            boolean loaded = OneDnn.ifLoaded() != null;
            System.out.println("loaded=" + loaded);
            for (long[] shape : new long[][] {{2, 3, 5, 7}, {1, 16, 8, 8}, {3, 67, 9, 31}, {40, 1, 1}, {1, 64, 1, 1}}) {
                float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * (shape.length == 4 ? shape[3] : 1))];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i;
                }
                Tensor last = Tensor.of(values, shape).to(MemoryFormat.CHANNELS_LAST);
                float[] memory = new float[values.length];
                last.buffer().get(memory);
                System.out.println(Arrays.toString(shape) + " " + Arrays.hashCode(memory)
                        + (Arrays.equals(values, last.toArray()) ? " ok" : " wrong"));
            }
        }
    }

    @Test
    void closedTensorsRefuseAllButTheirDescription() {
        Tensor tensor = Tensor.zeros(1, 2, 5, 6);
        Tensor output = Tensor.zeros(1, 4, 3, 4);
        tensor.close();
        tensor.close();
        assertClosed(tensor::toArray);
        assertClosed(tensor::buffer);
        assertClosed(() -> tensor.to(MemoryFormat.CONTIGUOUS));
        assertEquals("Tensor[1, 2, 5, 6]", tensor.toString());
        assertEquals(60, tensor.numel());
        try (Conv2d conv = Conv2d.builder(2, 4, 3).seed(1).build()) {
            assertClosed(() -> conv.forward(tensor));
            assertClosed(() -> conv.forward(tensor, output));
            output.close();
            assertClosed(() -> conv.forward(Tensor.zeros(1, 2, 5, 6), output));
        }
        assertClosed(() -> Conv2d.builder(1, 1, 1).weight(tensor).build());
    }

    private static void assertClosed(Executable call) {
        assertEquals(
                "the tensor is closed",
                assertThrows(IllegalStateException.class, call).getMessage());
    }

    @Test
    void aClosedTensorsMemoryServesTheNextUnlessSomebodyHasAView() {
        Tensor first = Tensor.of(new float[] {1, 2, 3}, 3);
        first.close();
        // Zeros also where another's values have been.
        assertArrayEquals(new float[3], Tensor.zeros(3).toArray());
        Tensor viewed = Tensor.zeros(3);
        FloatBuffer view = viewed.buffer();
        viewed.close();
        for (int i = 0; i < 100; i++) {
            Tensor.of(new float[] {7, 7, 7}, 3).close();
        }
        assertEquals(0, view.get(0), "the view's memory is nobody else's");
        ByteBuffer mine = direct(12);
        Tensor wrapped = Tensor.wrap(mine, 3);
        wrapped.close();
        Tensor.of(new float[] {7, 7, 7}, 3);
        assertEquals(0, mine.getFloat(0));
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
