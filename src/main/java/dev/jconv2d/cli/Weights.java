package dev.jconv2d.cli;

import dev.jconv2d.Tensor;
import dev.jconv2d.io.Npy;
import dev.jconv2d.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A layer's weight, rank 4, and its bias if it has one. */
record Weights(Tensor weight, @Nullable Tensor bias) {

    Weights {
        if (weight.shape().length != 4) {
            throw new IllegalArgumentException("weight shape = " + Arrays.toString(weight.shape())
                    + ": must have rank 4, [out, in/groups, kH, kW]");
        }
    }

    /** Reads what {@code --weight} names: a file, and for safetensors a tensor in it. */
    static Weights read(List<String> words) throws IOException {
        Path file = Path.of(words.get(0));
        String name = words.size() > 1 ? words.get(1) : null;
        if (hasEnding(file, ".safetensors")) {
            return ofSafeTensors(file, name);
        }
        if (!hasEnding(file, ".npy")) {
            throw new IllegalArgumentException("--weight " + file + ": must end in .npy or .safetensors");
        }
        if (name != null) {
            throw new IllegalArgumentException("--weight " + file + " " + name + ": a .npy file has no tensor names");
        }
        return new Weights(Npy.read(file), null);
    }

    /** The tensor of that name, or NAME.weight; and NAME.bias, if there is one. */
    private static Weights ofSafeTensors(Path file, @Nullable String name) throws IOException {
        SafeTensors tensors = SafeTensors.open(file);
        if (name == null) {
            throw new IllegalArgumentException("--weight " + file + ": needs a tensor's name too, such as "
                    + tensors.names().stream().findFirst().orElse("conv1"));
        }
        String layer = name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : name;
        Tensor weight = tensors.get(tensors.contains(name) ? name : layer + ".weight");
        return new Weights(weight, tensors.contains(layer + ".bias") ? tensors.get(layer + ".bias") : null);
    }

    /** With the bias of a file, if one is named, instead of this one's. */
    Weights withBias(@Nullable Path file) throws IOException {
        return file == null ? this : new Weights(weight, Npy.read(file));
    }

    static boolean hasEnding(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
