package dev.jconv2d.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workloads that come along, and what users may ask for. */
class LayersTest {
    @TempDir
    Path folder;

    @Test
    void workloadsHaveTheLayersOfTheirNetworks() {
        List<Integer> expected = List.of(23, 10, 19, 9, 7, 7, 13, 9, 6, 6, 6);
        List<Integer> found = Layers.workloads().stream()
                .map(name -> Layers.select(List.of(name)).size())
                .toList();
        assertEquals(expected, found);
    }

    @Test
    void eachLayerOfAWorkloadIsAnother() {
        for (String workload : Layers.workloads()) {
            Set<String> problems = new HashSet<>();
            for (Layer layer : Layers.select(List.of(workload))) {
                assertEquals(workload, layer.group());
                assertTrue(problems.add(layer.at(1).toString()), () -> workload + "/" + layer.name());
                assertTrue(layer.name().matches("[a-z0-9.-]+"), layer.name());
            }
        }
    }

    /** Against what is published of the whole networks, fully connected layers left out. */
    @Test
    void networksAddUp() {
        // Layers behind each line of the file, in its order.
        assertEquals(
                4.087, products("resnet50", 1, 1, 3, 4, 2, 1, 1, 4, 1, 3, 3, 1, 1, 6, 1, 5, 5, 1, 1, 3, 1, 2, 2), 1e-3);
        assertEquals(15.347, products("vgg16", 1, 1, 1, 1, 1, 2, 1, 2, 3), 1e-3);
        double stem = products("odd/mobilenetv2-stem", 1);
        double depthwise = products("mobilenetv2-depthwise", 1, 1, 1, 1, 2, 1, 4, 2, 1, 3);
        double pointwise = products("mobilenetv2-pointwise", 1, 1, 1, 2, 1, 1, 3, 2, 1, 4, 3, 1, 3, 2, 1, 3, 2, 1, 1);
        assertEquals(0.2995, stem + depthwise + pointwise, 1e-4);
    }

    private static double products(String selector, int... layers) {
        List<Layer> distinct = Layers.select(List.of(selector));
        assertEquals(layers.length, distinct.size());
        return IntStream.range(0, layers.length)
                        .mapToDouble(i -> layers[i] * distinct.get(i).flops(1) / 2)
                        .sum()
                / 1e9;
    }

    @Test
    void shortSetHasEveryKind() {
        List<Layer> layers = Layers.shortSet();
        assertEquals(19, layers.size());
        Set<String> groups = new HashSet<>();
        layers.forEach(layer -> groups.add(layer.group()));
        assertEquals(
                Set.of("resnet50", "mobilenetv2-depthwise", "mobilenetv2-pointwise", "deeplab", "resnext50", "tiny"),
                groups);
    }

    @Test
    void selectsByNameAndPatternEachOnce() {
        assertEquals(List.of("conv1"), names("resnet50/conv1"));
        assertEquals(
                List.of("layer2.0.conv2-3x3-s2", "layer3.0.conv2-3x3-s2", "layer4.0.conv2-3x3-s2", "conv1"),
                names("resnet50/*3x3-s2", "resnet50/conv1", "resnet50/layer3.0.conv2*"));
        assertEquals(names("resnet50"), names("resnet50/*", " resnet50 "));
        assertEquals(List.of("conv5-1"), names("vgg16/*5-1"));
        assertEquals(List.of(), names());
    }

    @Test
    void readsSpellings() {
        List<Layer> layers = Layers.select(List.of("ic64ih56oc64oh56kh3ph1n\"my/own.*\"", "g2ic4ih5oc4kh1"));
        assertEquals("custom", layers.get(0).group());
        assertEquals("my/own.*", layers.get(0).name());
        assertEquals("mb3ic64ih56oc64oh56kh3ph1", layers.get(0).at(3).toString());
        Layer two = Layers.select(List.of("mb2ic64ih56oc64oh56kh3ph1")).get(0);
        assertEquals("mb6ic64ih56oc64oh56kh3ph1", two.at(3).toString());
        assertEquals("g2ic4ih5oc4kh1", layers.get(1).name());
        assertEquals(1, Layers.select(List.of("ic1ih1oc1kh1", "ic1ih1oc1kh1")).size());
    }

    @Test
    void readsFiles() throws IOException {
        Path file = Files.writeString(
                folder.resolve("my.own.txt"), "# comment\r\n\r\n  ic1ih5oc1kh3n\"a\"  \r\nic1ih6oc1kh3\n");
        List<Layer> layers = Layers.select(List.of(file.toString()));
        assertEquals(layers, Layers.select(List.of("@" + file, file.toString())));
        assertEquals(
                List.of("my.own/a", "my.own/ic1ih6oc1kh3"),
                layers.stream().map(layer -> layer.group() + "/" + layer.name()).toList());
    }

    @Test
    void refusesWhatSelectsNothing() throws IOException {
        refused("resnet5", "resnet5", "nearest is resnet50.", "scaling-size");
        refused("vgg/conv1-1", "nearest is vgg16.");
        refused("resnet50/conv", "resnet50/conv", "nearest is resnet50/conv1.");
        refused("resnet50/", "nearest is resnet50/conv1.");
        refused("resnet50/*5x5*", "resnet50/*5x5*");
        refused("", "Workloads are");
        refused("\0", "Workloads are");
        refused("@no-such-file", "no-such-file", "cannot be read");
        refused("@", "cannot be read");
        Path latin = Files.write(folder.resolve("latin.txt"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        refused(latin.toString(), "latin.txt", "cannot be read");
        refused(Files.writeString(folder.resolve("empty.txt"), "# none\n").toString(), "empty.txt", "no layers");
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "\nic1ih5oc1kh3oh5\n");
        refused(wrong.toString(), "wrong.txt, line 2: ", "oh = 5: must be 3");
    }

    @Test
    void refusesLayersThatAreWrong() {
        refused("mb0ic1ih1oc1kh1", "an empty batch has nothing to time");
        refused("ic1ih1oc1", "has no kh");
        IllegalArgumentException two = assertThrows(
                IllegalArgumentException.class,
                () -> Layers.select(List.of("ic1ih1oc1kh1n\"a\"", "ic1ih2oc1kh1n\"a\"")));
        assertTrue(two.getMessage().startsWith("layer = custom/a: "), two.getMessage());
    }

    private static void refused(String selector, String... parts) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Layers.select(List.of(selector)));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
    }

    private static List<String> names(String... selectors) {
        return Layers.select(List.of(selectors)).stream().map(Layer::name).toList();
    }
}
