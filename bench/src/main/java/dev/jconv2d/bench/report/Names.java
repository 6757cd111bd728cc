package dev.jconv2d.bench.report;

import dev.jconv2d.bench.results.Results;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What groups are called, and which groups and engines are singled out where there is no room for all. */
final class Names {
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("resnet50", "ResNet-50"),
            Map.entry("mobilenetv2-depthwise", "MobileNetV2 depthwise"),
            Map.entry("mobilenetv2-pointwise", "MobileNetV2 pointwise"),
            Map.entry("vgg16", "VGG-16"),
            Map.entry("deeplab", "DeepLab"),
            Map.entry("resnext50", "ResNeXt-50"),
            Map.entry("odd", "odd shapes"),
            Map.entry("tiny", "tiny"));

    /** The README's columns, with headings that leave room for eight: the page has all. */
    private static final Map<String, String> FOREMOST = Map.of(
            "resnet50", "ResNet-50",
            "mobilenetv2-depthwise", "depthwise",
            "mobilenetv2-pointwise", "pointwise",
            "tiny", "tiny");

    /** Yardsticks and oracles, which nobody would choose for a program. */
    private static final Set<String> NOT_CHOSEN = Set.of(
            Results.BASELINE,
            Results.CONTROL,
            Results.FIRST_CHOICE,
            Results.FIRST_CHOICE_CONTROL,
            "jconv2d-reference",
            "loops");

    /** The library's, which others are held against besides the baseline. */
    static final String OURS = "jconv2d-onednn";

    /** The same on data that it need not reorder. */
    static final String OURS_CHANNELS_LAST = "jconv2d-onednn-nhwc";

    /** The library's best without native code. */
    static final String JAVA = "jconv2d-java-vector-nhwc";

    /** A group that starts so holds one layer that grows. */
    static final String SCALING = "scaling-";

    private Names() {}

    static String title(String group) {
        return TITLES.getOrDefault(group, group);
    }

    /** As short as can be. */
    static String heading(String group) {
        return FOREMOST.getOrDefault(group, title(group));
    }

    static boolean isScaling(String group) {
        return group.startsWith(SCALING);
    }

    /** Those for the README: all, if none of the foremost is there. */
    static List<String> foremost(List<String> groups) {
        List<String> chosen = groups.stream().filter(FOREMOST::containsKey).toList();
        return chosen.isEmpty() ? groups : chosen;
    }

    /** Whether an engine has a row of its own: a control is another once more. */
    static boolean isRow(String engine) {
        return !Results.CONTROLS.containsValue(engine);
    }

    static boolean isChoice(String engine) {
        return !NOT_CHOSEN.contains(engine);
    }

    /** Whether it is somebody else's library. */
    static boolean isPeer(String engine) {
        return isChoice(engine) && !engine.startsWith("jconv2d-");
    }
}
