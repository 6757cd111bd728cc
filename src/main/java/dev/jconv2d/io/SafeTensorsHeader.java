package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the start of a safetensors file and checks it against the file's length. */
final class SafeTensorsHeader {
    /** The reference implementation's limit. */
    private static final int MAX_LENGTH = 100_000_000;

    private final Map<String, SafeTensorsEntry> entries;
    private final long dataBegin;
    private final long fileLength;

    private SafeTensorsHeader(Map<String, SafeTensorsEntry> entries, long dataBegin, long fileLength) {
        this.entries = entries;
        this.dataBegin = dataBegin;
        this.fileLength = fileLength;
    }

    /** By name, in the header's order. */
    Map<String, SafeTensorsEntry> entries() {
        return entries;
    }

    /** Where in the file the data begin. */
    long dataBegin() {
        return dataBegin;
    }

    /** How long the file was. */
    long fileLength() {
        return fileLength;
    }

    static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
        long fileLength = channel.size();
        if (fileLength < Long.BYTES) {
            throw new FormatException(
                    file, "has " + fileLength + " bytes: a safetensors file has " + Long.BYTES + " or more");
        }
        long length = ByteBuffer.wrap(Chunks.bytes(file, channel, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        long most = Math.min(MAX_LENGTH, fileLength - Long.BYTES);
        if (length < 0 || length > most) {
            throw new FormatException(
                    file,
                    "header length = " + Long.toUnsignedString(length) + ": must be at most " + most
                            + (most == MAX_LENGTH ? "" : ", what the file has left"));
        }
        byte[] json = Chunks.bytes(file, channel, Long.BYTES, (int) length);
        if (json.length == 0 || json[0] != '{') {
            throw new FormatException(file, "header does not begin with '{', as it must");
        }
        Map<String, SafeTensorsEntry> entries = SafeTensorsJson.parse(file, json);
        long dataBegin = Long.BYTES + length;
        requireFullCover(file, entries, fileLength - dataBegin);
        return new SafeTensorsHeader(entries, dataBegin, fileLength);
    }

    /** Every byte of the data belongs to exactly one tensor, or the file hides something or lies. */
    private static void requireFullCover(Path file, Map<String, SafeTensorsEntry> entries, long dataLength)
            throws FormatException {
        List<Map.Entry<String, SafeTensorsEntry>> sorted = new ArrayList<>(entries.entrySet());
        sorted.sort(Map.Entry.comparingByValue(
                Comparator.comparingLong(SafeTensorsEntry::begin).thenComparingLong(SafeTensorsEntry::end)));
        long covered = 0;
        for (Map.Entry<String, SafeTensorsEntry> next : sorted) {
            SafeTensorsEntry entry = next.getValue();
            if (entry.begin() != covered) {
                throw new FormatException(
                        file,
                        "tensor " + Quoted.of(next.getKey()) + " begins at byte " + entry.begin()
                                + " of the data: must begin where the one before ends, at " + covered
                                + ", without a hole or an overlap");
            }
            covered = entry.end();
        }
        if (covered != dataLength) {
            throw new FormatException(
                    file, "has " + dataLength + " bytes of data: its tensors need exactly " + covered);
        }
    }
}
