package dev.jconv2d.bench.peers;

import dev.jconv2d.Activation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Which of PyTorch's functions each of the library's is. Parameters are float32's nearest to what is written, as PyTorch's are
 * for float32 tensors: with float64's 0.01 all would differ in the eighth digit.
 */
final class TorchActivations {
    private static final Map<Activation, UnaryOperator<Tensor>> FUNCTIONS = functions();

    private TorchActivations() {}

    static List<Activation> all() {
        return List.copyOf(FUNCTIONS.keySet());
    }

    static Tensor apply(Activation activation, Tensor x) {
        return Objects.requireNonNull(FUNCTIONS.get(activation), activation.toString())
                .apply(x);
    }

    private static Map<Activation, UnaryOperator<Tensor>> functions() {
        Map<Activation, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put(Activation.relu(), torch::relu);
        for (float slope : new float[] {0.01f, 0.2f}) {
            functions.put(Activation.leakyRelu(slope), x -> torch.leaky_relu(x, scalar(slope)));
        }
        functions.put(Activation.relu6(), torch::relu6);
        functions.put(Activation.hardtanh(-1, 1), x -> torch.hardtanh(x, scalar(-1), scalar(1)));
        functions.put(Activation.hardtanh(-0.5f, 2), x -> torch.hardtanh(x, scalar(-0.5f), scalar(2)));
        for (float alpha : new float[] {1, 0.5f}) {
            functions.put(Activation.elu(alpha), x -> torch.elu(x, scalar(alpha), scalar(1), scalar(1)));
        }
        functions.put(Activation.gelu(), x -> torch.gelu(x, "none"));
        functions.put(Activation.geluTanh(), x -> torch.gelu(x, "tanh"));
        functions.put(Activation.silu(), torch::silu);
        functions.put(Activation.sigmoid(), torch::sigmoid);
        functions.put(Activation.tanh(), torch::tanh);
        functions.put(Activation.hardswish(), torch::hardswish);
        functions.put(Activation.hardsigmoid(), torch::hardsigmoid);
        functions.put(Activation.mish(), torch::mish);
        return functions;
    }

    private static Scalar scalar(float value) {
        return new Scalar((double) value);
    }
}
