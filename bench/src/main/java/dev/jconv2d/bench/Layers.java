package dev.jconv2d.bench;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the layers that a user asks for. A selector is a workload ({@code resnet50}), layers of one
 * ({@code resnet50/conv1}, {@code resnet50/*3x3*}), a spelling ({@code ic64ih56oc64kh3ph1n"mine"}), or a file with a
 * spelling a line, which an {@code @} may mark.
 */
public final class Layers {
    /** The group of layers that are spelled out. */
    public static final String CUSTOM = "custom";

    private static final List<String> WORKLOADS = List.of(
            "resnet50",
            "mobilenetv2-depthwise",
            "mobilenetv2-pointwise",
            "vgg16",
            "deeplab",
            "resnext50",
            "odd",
            "tiny",
            "scaling-batch",
            "scaling-channels",
            "scaling-size");

    /** What a short run measures: large and small images, each kind of layer. */
    private static final List<String> SHORT = List.of(
            "resnet50/conv1",
            "resnet50/layer1.0.conv2-3x3",
            "resnet50/layer1.0.conv3-1x1",
            "resnet50/layer2.0.conv2-3x3-s2",
            "resnet50/layer3.1.conv2-3x3",
            "resnet50/layer4.1.conv1-1x1",
            "resnet50/layer4.1.conv2-3x3",
            "mobilenetv2-depthwise/block1.depthwise",
            "mobilenetv2-depthwise/block4.depthwise-s2",
            "mobilenetv2-depthwise/block12.depthwise",
            "mobilenetv2-pointwise/block2.expand",
            "mobilenetv2-pointwise/block5.project",
            "mobilenetv2-pointwise/block12.expand",
            "mobilenetv2-pointwise/head",
            "deeplab/layer4.1.conv2-3x3-d2",
            "resnext50/layer2.1.conv2-3x3",
            "tiny/1x1-16-4",
            "tiny/3x3-8-8",
            "tiny/lenet-conv1");

    // How every spelling begins: no workload does, and a file that does can be marked.
    private static final Pattern SPELLED = Pattern.compile("(?:g|mb|[io][chw]|[ksdp][hw])[0-9].*");

    private Layers() {}

    /** The workloads, in the order of reports. */
    public static List<String> workloads() {
        return WORKLOADS;
    }

    /** A representative few. */
    public static List<Layer> shortSet() {
        return select(SHORT);
    }

    /**
     * Layers in the order of the selectors, each once.
     *
     * @throws IllegalArgumentException if a selector selects nothing, a layer is not valid, or two layers share group and
     *     name, by which results know them
     */
    public static List<Layer> select(List<String> selectors) {
        Map<String, Layer> chosen = new LinkedHashMap<>();
        for (String selector : selectors) {
            for (Layer layer : selected(selector.strip())) {
                String key = layer.group() + "/" + layer.name();
                @Nullable Layer other = chosen.putIfAbsent(key, layer);
                if (other != null && !other.equals(layer)) {
                    throw new IllegalArgumentException(
                            "layer = " + key + ": stands for two that differ, " + other.at(1) + " and " + layer.at(1));
                }
            }
        }
        return List.copyOf(chosen.values());
    }

    private static List<Layer> selected(String selector) {
        int slash = selector.indexOf('/');
        String workload = slash < 0 ? selector : selector.substring(0, slash);
        if (WORKLOADS.contains(workload)) {
            List<Layer> layers = LayerLines.ofWorkload(workload);
            return slash < 0 ? layers : named(selector, selector.substring(slash + 1), layers);
        }
        if (selector.startsWith("@")) {
            return LayerLines.ofFile(Path.of(selector.substring(1)));
        }
        if (SPELLED.matcher(selector).matches()) {
            return List.of(LayerLines.layer(CUSTOM, selector));
        }
        if (isFile(selector)) {
            return LayerLines.ofFile(Path.of(selector));
        }
        throw unknown(selector, NearestName.of(workload, WORKLOADS));
    }

    private static List<Layer> named(String selector, String wanted, List<Layer> layers) {
        Pattern pattern = Pattern.compile(
                Arrays.stream(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        List<Layer> found = new ArrayList<>(layers);
        found.removeIf(layer -> !pattern.matcher(layer.name()).matches());
        if (found.isEmpty()) {
            List<String> names = layers.stream().map(Layer::name).toList();
            throw unknown(selector, layers.get(0).group() + "/" + NearestName.of(wanted, names));
        }
        return found;
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static IllegalArgumentException unknown(String selector, String nearest) {
        return new IllegalArgumentException("layers = " + selector + ": there are none such; nearest is " + nearest
                + ". Workloads are " + String.join(", ", WORKLOADS)
                + "; or give WORKLOAD/NAME with * for any text, a spelling such as ic64ih56oc64kh3ph1n\"name\", or a file"
                + " of such lines");
    }
}
