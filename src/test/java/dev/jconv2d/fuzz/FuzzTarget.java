package dev.jconv2d.fuzz;

import dev.jconv2d.cli.verify.CasesFuzz;
import dev.jconv2d.cli.verify.RefusalsFuzz;
import dev.jconv2d.internal.planning.WisdomFuzz;
import dev.jconv2d.io.JpegFuzz;
import dev.jconv2d.io.NpyFuzz;
import dev.jconv2d.io.PngFuzz;
import dev.jconv2d.io.SafeTensorsFuzz;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The readers of files that may come from anybody. Each has a class with {@code fuzzerTestOneInput(byte[])}, as fuzzers want
 * it, which throws for a finding, and a corpus of the same name: files that show a reader's ways, and each finding.
 */
public enum FuzzTarget {
    NPY(NpyFuzz.class),
    SAFETENSORS(SafeTensorsFuzz.class),
    CASES(CasesFuzz.class),
    REFUSALS(RefusalsFuzz.class),
    WISDOM(WisdomFuzz.class),
    PNG(PngFuzz.class),
    JPEG(JpegFuzz.class);

    private final Class<?> type;

    FuzzTarget(Class<?> type) {
        this.type = type;
    }

    /** The class for a fuzzer. */
    public Class<?> type() {
        return type;
    }

    /** Tries one input; whatever it throws is a finding. */
    void tryOut(byte[] bytes) throws Throwable {
        try {
            type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, bytes);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Where its corpus lies. */
    public Path folder() {
        String name = name().toLowerCase(Locale.ROOT);
        try {
            return Path.of(FuzzTarget.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The corpus's files, always in the same order. */
    List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
