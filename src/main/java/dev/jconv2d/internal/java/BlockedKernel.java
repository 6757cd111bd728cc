package dev.jconv2d.internal.java;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Kernel;
import dev.jconv2d.internal.Parallel;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.Storage;
import dev.jconv2d.internal.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Computes block by block: copies what a block reads into a {@link Window} on the heap, lets a {@link Product} sum up, and
 * writes the sums to the output. Each output is summed up by one task in one order, so results are the same bits
 * whichever thread computes what.
 */
final class BlockedKernel implements Kernel {
    /** Products that are worth a thread: some ten microseconds' work. */
    private static final long WORTH_A_THREAD = 300_000;

    /** Products that take as long as to copy what an output reads first and the output itself. */
    private static final int COPYING = 24;

    /** Workspaces keep scratches of about so many bytes; larger ones are borrowed. */
    private static final long KEPT_BYTES = 64 << 10;

    private final Problem problem;
    private final Product product;
    private final Cut cut;
    private final Window window;
    private final Product.OnBlocks blocks;
    private final BlockOutput output;
    private final int threads;
    private final Choice choice;

    BlockedKernel(Problem problem, Product product, PostOps postOps, int threads, Cut.Limits limits, String reason) {
        Geometry geometry = problem.geometry();
        this.problem = problem;
        this.product = product;
        long work = (long) geometry.outputElements() * (Packing.taps(geometry) + COPYING);
        this.threads = (int) Math.max(1, Math.min(threads, work / WORTH_A_THREAD));
        this.cut = Cut.of(problem, product, this.threads, limits);
        this.window = new Window(
                problem,
                cut.rows(),
                cut.columns(),
                Cut.channels(problem, product, cut.units()),
                product.isPerOutput(),
                product.needsUnitStep());
        this.blocks = product.on(window, cut.units());
        this.output = new BlockOutput(problem, product, cut, blocks.pitch(), postOps);
        this.choice = Choice.java(product.name(), reason, problem, product.weightsLayout(), this.threads);
    }

    @Override
    public Workspace newWorkspace() {
        return threads == 1 && workspaceBytes() <= KEPT_BYTES ? new Keeping() : this::runBorrowing;
    }

    /** On one thread, with a scratch of its own. */
    private final class Keeping implements Workspace {
        private final Scratch scratch = new Scratch();

        @Override
        public void run(Storage input, @Nullable Storage residual, Storage output) {
            for (int task = 0; task < cut.tasks(); task++) {
                compute(task, scratch, input, residual, output);
            }
        }

        @Override
        public long heldBytes() {
            return scratch.bytes();
        }
    }

    private void runBorrowing(Storage input, @Nullable Storage residual, Storage output) {
        if (threads == 1) {
            Scratch scratch = ScratchPool.acquire();
            for (int task = 0; task < cut.tasks(); task++) {
                compute(task, scratch, input, residual, output);
            }
            ScratchPool.release(scratch);
            return;
        }
        Parallel.forEach(cut.tasks(), threads, task -> {
            Scratch scratch = ScratchPool.acquire();
            compute(task, scratch, input, residual, output);
            ScratchPool.release(scratch);
        });
    }

    private void compute(int task, Scratch scratch, Storage input, @Nullable Storage residual, Storage destination) {
        Units units = product.units();
        Block block = scratch.block();
        block.moveTo(task, cut, problem.geometry(), units);
        int firstChannel = block.firstChannel();
        int channels = block.channels();
        if (!product.isPerOutput()) {
            int group = units.group(block.firstUnit());
            int perGroup = problem.geometry().inChannelsPerGroup();
            firstChannel = group * perGroup;
            channels = (units.group(block.lastUnit() - 1) + 1 - group) * perGroup;
        }
        window.copy(input.floats(), firstChannel, channels, scratch);
        scratch.sums(blocks.sumsSize());
        blocks.run(block.rows(), block.firstUnit(), block.lastUnit(), scratch);
        output.write(scratch, residual, destination);
    }

    @Override
    public Choice choice() {
        return choice;
    }

    /** The product is the layer's, not the plan's. */
    @Override
    public long heldBytes() {
        return 0;
    }

    @Override
    public long workspaceBytes() {
        long floats = (long) window.size() + 2L * blocks.sumsSize() + (long) blocks.rows() * PlainRows.LENGTH;
        return Float.BYTES * floats * threads;
    }

    @Override
    public void close() {
        // Holds nothing but Java objects.
    }
}
