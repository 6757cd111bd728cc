package dev.jconv2d.bench;

import dev.jconv2d.internal.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads layers: a line each, in oneDNN's spelling; empty lines and those that begin with # are skipped. */
final class LayerLines {
    private LayerLines() {}

    static List<Layer> ofWorkload(String name) {
        String resource = "layers/" + name + ".txt";
        try (InputStream in = LayerLines.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + ": not on the class path");
            }
            return read(resource, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(resource + ": cannot be read", e);
        }
    }

    /** The layers of a user's file; their group is its name without what follows the last dot. */
    static List<Layer> ofFile(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.');
            return read(file.toString(), dot > 0 ? name.substring(0, dot) : name, Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("layers = " + file + ": cannot be read: " + e, e);
        }
    }

    /** The layer that a text spells; without a name in it, the text is its name. */
    static Layer layer(String group, String text) {
        Spelling spelling = Spelling.parse(text);
        if (spelling.batch().orElse(1) == 0) {
            throw new IllegalArgumentException("problem = " + text + ": an empty batch has nothing to time");
        }
        return new Layer(group, spelling.name().isEmpty() ? text : spelling.name(), spelling);
    }

    private static List<Layer> read(String source, String group, String text) {
        List<Layer> layers = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                layers.add(layer(group, line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(source + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(source + ": has no layers");
        }
        return layers;
    }
}
