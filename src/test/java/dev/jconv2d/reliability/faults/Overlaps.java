package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Input, residual and output as slices of one buffer: refused if the output shares a byte with another, right if not. */
public final class Overlaps implements Fault {
    private static final long[] SHAPE = {1, 4, 5, 6};
    private static final int COUNT = 120;

    @Override
    public void run(Trial trial) {
        SplittableRandom random = trial.random(0);
        ByteBuffer memory = ByteBuffer.allocateDirect(4 * 6 * COUNT).order(ByteOrder.nativeOrder());
        for (Backend backend : new Backend[] {Backend.ONEDNN, Backend.JAVA}) {
            try (Conv2d plain = Conv2d.builder(4, 4, 3)
                            .padding(1)
                            .seed(1)
                            .backend(backend)
                            .build();
                    Conv2d adding = Conv2d.builder(4, 4, 3)
                            .padding(1)
                            .seed(1)
                            .residual(true)
                            .backend(backend)
                            .build()) {
                for (long i = 0; i < trial.tries() / 2 + 1; i++) {
                    attempt(trial, random, memory, random.nextBoolean() ? plain : adding);
                }
            }
        }
    }

    private static void attempt(Trial trial, SplittableRandom random, ByteBuffer memory, Conv2d conv) {
        for (int i = 0; i < memory.capacity(); i += 4) {
            memory.putFloat(i, random.nextInt(-8, 9));
        }
        MemoryFormat[] formats = MemoryFormat.values();
        MemoryFormat to = formats[random.nextInt(2)];
        int in = random.nextInt(5 * COUNT);
        int out = random.nextInt(5 * COUNT);
        int added = random.nextInt(5 * COUNT);
        Tensor input = slice(memory, in, formats[random.nextInt(2)]);
        Tensor output = slice(memory, out, to);
        Tensor residual = slice(memory, added, to);
        boolean shares = Math.abs(in - out) < COUNT || (conv.residual() && Math.abs(added - out) < COUNT);
        float[] before = output.toArray();
        float[] expected = shares ? before : expected(conv, input, residual, to);
        try {
            if (conv.residual()) {
                conv.forward(input, residual, output);
            } else {
                conv.forward(input, output);
            }
            trial.require(!shares, "accepted with output at " + out + ", input at " + in + ", residual at " + added);
            trial.happened("run");
        } catch (IllegalArgumentException e) {
            trial.require(shares, "refused without reason: " + e.getMessage());
            trial.happened("refused");
        }
        trial.require(Arrays.equals(expected, output.toArray()), "wrong, or written though refused");
    }

    /** The same call on tensors of their own. */
    private static float[] expected(Conv2d conv, Tensor input, Tensor residual, MemoryFormat to) {
        try (Tensor in = input.to(input.format());
                Tensor added = residual.to(to);
                Tensor out = Tensor.zeros(to, SHAPE)) {
            return (conv.residual() ? conv.forward(in, added, out) : conv.forward(in, out)).toArray();
        }
    }

    private static Tensor slice(ByteBuffer memory, int firstFloat, MemoryFormat format) {
        return Tensor.wrap(
                memory.duplicate().position(4 * firstFloat).slice().order(ByteOrder.nativeOrder()), format, SHAPE);
    }
}
