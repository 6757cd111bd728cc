package dev.jconv2d.reliability.faults;

import dev.jconv2d.Backend;
import dev.jconv2d.Conv2d;
import dev.jconv2d.Conv2dBuilder;
import dev.jconv2d.Conv2dPlan;
import dev.jconv2d.MemoryFormat;
import dev.jconv2d.Tensor;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.reliability.Fault;
import dev.jconv2d.reliability.Trial;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Valid calls with one thing made wrong. Each must be refused by a named exception, before any native call, with the output and
 * what lies around it untouched.
 */
public final class BadCalls implements Fault {
    /** A message's first word is an argument; the JVM's own of a null names none. */
    private static final Pattern NAMED = Pattern.compile("^(?!Cannot )\\S");

    private static final int CANARIES = 64;
    private static final long[] IN = {2, 6, 9, 8};
    private static final long[] OUT = {2, 10, 5, 4};

    private final Conv2d conv = layer().build();
    private final Conv2d adding = layer().residual(true).build();
    private final Conv2d tight = layer().padding(0).build();
    private final Conv2d closed = layer().build();
    private final Conv2dPlan plan = conv.plan(IN);
    private final Conv2dPlan lastPlan = conv.plan(MemoryFormat.CHANNELS_LAST, MemoryFormat.CHANNELS_LAST, IN);
    private final Conv2dPlan addingPlan = adding.plan(IN);
    private final Conv2dPlan closedPlan = conv.plan(IN);

    private final ByteBuffer memory = direct(count(OUT) + 2 * CANARIES);
    private final FloatBuffer values = memory.asFloatBuffer();
    private final FloatBuffer before = FloatBuffer.allocate(values.capacity());
    private final Tensor output = Tensor.wrap(part(CANARIES), OUT);
    private final Tensor input = Tensor.zeros(IN);
    private final Tensor residual = Tensor.zeros(OUT);
    private final Tensor gone = Tensor.zeros(IN);
    private final Tensor goneOutput = Tensor.zeros(OUT);
    private SplittableRandom random = new SplittableRandom(0);

    /** A call that must be refused. */
    private interface Call {
        void make();
    }

    private final List<Call> calls = List.of(
            () -> conv.forward(null, output),
            () -> conv.forward(input, null),
            () -> conv.forward((Tensor) null),
            () -> conv.forward(null, 1, 6, 9, 8),
            () -> conv.forward(new float[864], (long[]) null),
            () -> conv.forward(Tensor.zeros(otherRank(IN)), output),
            () -> conv.forward(Tensor.zeros(changed(IN, 1)), output),
            () -> conv.forward(Tensor.zeros(changed(IN, 0)), output),
            () -> conv.forward(Tensor.zeros(with(IN, random.nextInt(1, 4), 0)), output),
            () -> tight.forward(Tensor.zeros(with(IN, random.nextInt(2, 4), random.nextInt(1, 3)))),
            () -> conv.forward(input, Tensor.zeros(changed(OUT, random.nextInt(4)))),
            () -> conv.forward(input, Tensor.zeros(otherRank(OUT))),
            () -> conv.forward(input, readOnly()),
            this::overlapping,
            () -> conv.forward(new float[random.nextInt(864)], IN),
            () -> conv.forward(new float[864 + random.nextInt(1, 99)], IN),
            () -> conv.forward(new float[864], with(IN, random.nextInt(4), -1L - random.nextInt(9))),
            () -> conv.forward(gone, output),
            () -> conv.forward(input, goneOutput),
            () -> closed.forward(input, output),
            () -> conv.forward(input, residual, output),
            () -> adding.forward(input, output),
            () -> adding.forward(input, null, output),
            () -> adding.forward(input, Tensor.zeros(changed(OUT, random.nextInt(4))), output),
            () -> adding.forward(input, output, output),
            () -> adding.forward(input, goneOutput, output),
            () -> plan.execute(null, output),
            () -> plan.execute(input, null),
            () -> plan.execute(Tensor.zeros(changed(IN, random.nextInt(4))), output),
            () -> plan.execute(input, Tensor.zeros(changed(OUT, random.nextInt(4)))),
            () -> plan.execute(input, Tensor.zeros(MemoryFormat.CHANNELS_LAST, OUT)),
            () -> plan.execute(input, readOnly()),
            () -> plan.execute(input, residual, output),
            () -> addingPlan.execute(input, output),
            () -> addingPlan.execute(input, Tensor.zeros(MemoryFormat.CHANNELS_LAST, OUT), output),
            () -> lastPlan.execute(input, output),
            () -> closedPlan.execute(input, output),
            () -> conv.plan((long[]) null),
            () -> conv.plan(null, MemoryFormat.CONTIGUOUS, IN),
            () -> conv.plan(changed(IN, 1)),
            () -> conv.plan(otherRank(IN)),
            () -> conv.outputShape(otherRank(IN)),
            () -> Tensor.wrap(null, IN),
            () -> Tensor.wrap(shorter(), IN),
            () -> Tensor.wrap(ByteBuffer.allocate(4 * 864).order(ByteOrder.nativeOrder()), IN),
            () -> Tensor.wrap(direct(864).order(swapped()), IN),
            () -> Tensor.wrap(misaligned(), IN),
            () -> Tensor.wrap(direct(864), with(IN, random.nextInt(4), -1)),
            () -> Tensor.wrap(direct(864), MemoryFormat.CHANNELS_LAST, 24, 36),
            () -> Tensor.of(new float[random.nextInt(864)], IN),
            () -> Tensor.of(null, IN),
            () -> input.to(null),
            () -> gone.toArray(),
            () -> layer().weight(new float[random.nextInt(540)]).bias(false).build(),
            () -> layer().weight(new float[540], changed(new long[] {10, 6, 3, 3}, random.nextInt(4)))
                    .bias(false)
                    .build(),
            () -> layer().weight(new float[540])
                    .bias(new float[random.nextInt(10)])
                    .build(),
            () -> layer().weight((float[]) null).build(),
            () -> layer().stride(random.nextInt(-3, 1)).build(),
            () -> layer().dilation(1, random.nextInt(-3, 1)).build(),
            () -> layer().padding(random.nextInt(-9, 0)).build(),
            () -> layer().groups(random.nextInt(3, 6)).build(),
            () -> layer().threads(random.nextInt(-3, 1)).build(),
            () -> Conv2d.builder(0, 1, 1).build(),
            () -> Conv2d.builder(1, random.nextInt(-9, 1), 1).build(),
            () -> Conv2d.builder(1, 1, random.nextInt(-9, 1)).build());

    /** Makes layers, plans and tensors, all good. */
    public BadCalls() {
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, 1000 + i);
            before.put(i, 1000 + i);
        }
        closed.close();
        closedPlan.close();
        gone.close();
        goneOutput.close();
    }

    private static Conv2dBuilder layer() {
        return Conv2d.builder(6, 10, 3).stride(2).padding(1).seed(1).backend(Backend.ONEDNN);
    }

    @Override
    public void run(Trial trial) {
        random = trial.random(0);
        AtomicLong natives = NativeProbe.countCalls();
        for (long i = 0; i < trial.tries(); i++) {
            int which = random.nextInt(calls.size());
            String what;
            try {
                calls.get(which).make();
                what = "accepted";
                trial.violation("call " + which + " of " + calls.size() + " was accepted");
            } catch (IllegalArgumentException | NullPointerException | IllegalStateException e) {
                what = e.getClass().getSimpleName();
                if (e.getMessage() == null || !NAMED.matcher(e.getMessage()).find()) {
                    trial.violation("call " + which + " was refused without the argument's name: " + e);
                }
            }
            trial.happened(what);
            if (values.mismatch(before) >= 0) {
                trial.violation("call " + which + " changed the output, or memory beside it");
                return;
            }
            if (natives.get() != 0) {
                trial.violation("call " + which + " came to native code");
                natives.set(0);
            }
        }
        trial.fact("0 native entries, canaries whole");
        // What was refused all the time must still be possible, and what counts must count.
        plan.execute(input, output);
        trial.require(natives.get() > 0, "a good call did not come to native code");
        NativeProbe.leave();
        trial.require(values.get(CANARIES - 1) == 1000 + CANARIES - 1, "a good call wrote before the output");
        trial.require(values.get(CANARIES) != 1000 + CANARIES, "a good call did not write the output");
    }

    /** The output's bytes and all behind them, from some float of the memory on. */
    private ByteBuffer part(int firstFloat) {
        return memory.duplicate().position(4 * firstFloat).slice().order(ByteOrder.nativeOrder());
    }

    private Tensor readOnly() {
        return Tensor.wrap(part(CANARIES).asReadOnlyBuffer().order(ByteOrder.nativeOrder()), OUT);
    }

    /** An input that shares memory with the output: its last floats, its first, or all. */
    private void overlapping() {
        int lead = random.nextInt(count(IN) - 1);
        ByteBuffer shared = direct(count(IN) + count(OUT));
        Tensor in = Tensor.wrap(shared, IN);
        Tensor out = Tensor.wrap(shared.position(4 * lead).slice().order(ByteOrder.nativeOrder()), OUT);
        try {
            plan.execute(in, out);
        } catch (IllegalArgumentException e) {
            if (shared.clear().mismatch(ByteBuffer.allocate(shared.capacity())) >= 0) {
                throw new AssertionError("a refused call wrote to its own output", e);
            }
            throw e;
        }
    }

    private ByteBuffer shorter() {
        ByteBuffer buffer = direct(count(IN));
        return random.nextBoolean()
                ? buffer.position(4 * random.nextInt(1, count(IN)))
                : buffer.limit(random.nextInt(buffer.capacity()));
    }

    private ByteBuffer misaligned() {
        return direct(count(IN) + 1).position(random.nextInt(1, 4)).slice().order(ByteOrder.nativeOrder());
    }

    private static ByteOrder swapped() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private long[] otherRank(long... shape) {
        int rank = new int[] {0, 1, 2, 5, 6}[random.nextInt(5)];
        long[] other = Arrays.copyOf(shape, rank);
        for (int i = shape.length; i < rank; i++) {
            other[i] = 1;
        }
        return other;
    }

    private long[] changed(long[] shape, int axis) {
        return with(shape, axis, shape[axis] + (random.nextBoolean() ? 1 + random.nextInt(3) : -1));
    }

    private static long[] with(long[] shape, int axis, long size) {
        long[] other = shape.clone();
        other[axis] = size;
        return other;
    }

    private static int count(long... shape) {
        return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder());
    }
}
