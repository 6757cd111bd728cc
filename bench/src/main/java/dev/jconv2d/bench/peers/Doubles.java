package dev.jconv2d.bench.peers;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** PyTorch's tensors of float64, from and to arrays. */
final class Doubles {
    private Doubles() {}

    /** A copy in PyTorch's own memory, exact. */
    static Tensor tensor(float[] values, long... shape) {
        double[] exact = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            exact[i] = values[i];
        }
        try (DoublePointer pointer = new DoublePointer(exact);
                TensorOptions options = new TensorOptions(torch.ScalarType.Double);
                Tensor borrowed = torch.from_blob(pointer, shape, options)) {
            return borrowed.clone();
        }
    }

    /** A vector, or none. */
    static TensorOptional vector(float @Nullable [] values) {
        return values == null ? new TensorOptional() : new TensorOptional(tensor(values, values.length));
    }

    static double[] values(Tensor tensor) {
        if (tensor.scalar_type().intern() != torch.ScalarType.Double) {
            throw new IllegalStateException("PyTorch has left float64: " + tensor.scalar_type());
        }
        try (Tensor rowMajor = tensor.contiguous();
                DoublePointer values = rowMajor.data_ptr_double()) {
            double[] copy = new double[Math.toIntExact(rowMajor.numel())];
            values.get(copy);
            return copy;
        }
    }
}
