package dev.jconv2d.io;

import dev.jconv2d.Tensor;
import dev.jconv2d.internal.files.Quoted;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * A safetensors file, such as a checkpoint of PyTorch weights: tensors by name. Opening it reads its header only, and
 * each {@link #get} the bytes of one tensor. The file is not kept open, so there is nothing to close. Immutable; any
 * number of threads may use it.
 */
public final class SafeTensors {
    private final Path file;
    private final SafeTensorsHeader header;

    private SafeTensors(Path file, SafeTensorsHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads and checks a file's header: sizes, offsets and the file's length must agree to the byte, as the reference
     * implementation demands. The file must be a regular one; the header has at most 100 MB, and not more than the file, and a
     * shape at most 64 sizes. Opening takes some twenty times the header's bytes at most, whatever they say.
     *
     * @param file the file; it must stay as it is while this object is used
     * @return the file's tensors
     * @throws FormatException if the file is damaged or lies
     * @throws IOException if the file cannot be read
     */
    public static SafeTensors open(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        try (FileChannel channel = Chunks.open(file)) {
            return new SafeTensors(file, SafeTensorsHeader.read(file, channel));
        }
    }

    /**
     * What is in the file.
     *
     * @return the tensors' names in the order of the header, as they are there: whoever prints them should expect any
     *     character in them; cannot be modified
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(header.entries().keySet());
    }

    /**
     * Whether the file has a tensor.
     *
     * @param name the tensor's name
     * @return true if it is one of {@link #names}
     */
    public boolean contains(String name) {
        return header.entries().containsKey(Objects.requireNonNull(name, "name"));
    }

    /**
     * A tensor's sizes, without reading its values.
     *
     * @param name the tensor's name
     * @return a copy; empty for a scalar
     * @throws IllegalArgumentException if there is no such tensor
     */
    public long[] shape(String name) {
        return entry(name).shape();
    }

    /**
     * A tensor's dtype in the file, without reading its values.
     *
     * @param name the tensor's name
     * @return such as {@code F32}; {@link #get} reads F32, F16 and BF16
     * @throws IllegalArgumentException if there is no such tensor
     */
    public String dtype(String name) {
        return entry(name).type().name();
    }

    /**
     * Reads one tensor of dtype F32, F16 or BF16; the conversion is exact.
     *
     * @param name the tensor's name
     * @return a new tensor
     * @throws IllegalArgumentException if there is no such tensor
     * @throws FormatException if it has another dtype or is larger than 2 GiB - 1 as float32, or if the file's length
     *     has changed since it was opened
     * @throws IOException if the file cannot be read
     */
    public Tensor get(String name) throws IOException {
        SafeTensorsEntry entry = entry(name);
        long[] shape = entry.shape();
        Element element = entry.type().element();
        String what = "tensor " + Quoted.of(name) + ": ";
        if (element == null) {
            throw new FormatException(file, what + "dtype = " + entry.type() + ": must be F32, F16 or BF16 to be read");
        }
        Sizes.tensorElements(file, what, shape);
        try (FileChannel channel = Chunks.open(file)) {
            if (channel.size() != header.fileLength()) {
                throw new FormatException(
                        file,
                        "has " + channel.size() + " bytes: must have " + header.fileLength()
                                + " as when it was opened");
            }
            Tensor tensor = Tensor.zeros(shape);
            FloatBuffer out = tensor.buffer();
            long begin = header.dataBegin() + entry.begin();
            long length = entry.end() - entry.begin();
            Chunks.read(file, channel, begin, length, ByteOrder.LITTLE_ENDIAN, chunk -> element.decode(chunk, out));
            return tensor;
        }
    }

    private SafeTensorsEntry entry(String name) {
        SafeTensorsEntry entry = header.entries().get(Objects.requireNonNull(name, "name"));
        if (entry == null) {
            throw new IllegalArgumentException("name = " + Quoted.of(name) + ": " + file + " has "
                    + header.entries().size() + " tensors, but not this one; closest: "
                    + SimilarNames.list(name, header.entries().keySet()));
        }
        return entry;
    }
}
