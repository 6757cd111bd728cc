package dev.jconv2d.internal.planning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Writes wisdom as JSON, a line an entry. It needs Jackson, so {@link WisdomFile} alone may touch it. */
final class WisdomWriter {
    /** With escapes, any text can be written and is read as it was, halves of characters too. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String BEGIN = "{\"" + WisdomReader.MARK + "\": " + WisdomRules.VERSION + ", \"entries\": [\n";
    private static final String END = "\n]}\n";

    private WisdomWriter() {}

    /** An entry a line. Those against the rules stay out, and so do the oldest if the file would be longer than it may be. */
    static Collection<byte[]> lines(Map<WisdomKey, Learnt> entries) throws IOException {
        List<Map.Entry<WisdomKey, Learnt>> newestFirst = new ArrayList<>(entries.entrySet());
        Collections.reverse(newestFirst);
        Deque<byte[]> lines = new ArrayDeque<>();
        long length = (long) BEGIN.length() + END.length();
        for (Map.Entry<WisdomKey, Learnt> entry : newestFirst) {
            if (WisdomRules.problem(entry.getKey(), entry.getValue()) != null) {
                continue;
            }
            byte[] line = line(entry.getKey(), entry.getValue());
            length += line.length + 2; // with a comma and its line's end
            if (length > WisdomRules.BYTES) {
                break;
            }
            lines.addFirst(line);
        }
        return lines;
    }

    /** The file with these lines. */
    static byte[] file(Collection<byte[]> lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(BEGIN.getBytes(StandardCharsets.US_ASCII));
        String separator = "";
        for (byte[] line : lines) {
            file.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
            file.writeBytes(line);
            separator = ",\n";
        }
        file.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    private static byte[] line(WisdomKey key, Learnt learnt) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("cpu", key.cpu());
            json.writeStringField("isa", key.isa());
            json.writeStringField("library", key.library());
            json.writeStringField("onednn", key.oneDnn());
            json.writeStringField("java", key.java());
            json.writeNumberField("threads", key.threads());
            json.writeStringField("limits", key.limits());
            json.writeStringField("problem", key.problem());
            json.writeStringField("input", key.input());
            json.writeStringField("output", key.output());
            json.writeStringField("postOps", key.postOps());
            json.writeStringField("winner", learnt.winner().toString());
            json.writeArrayFieldStart("candidates");
            for (Timing timing : learnt.timings()) {
                write(json, timing);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return line.toByteArray();
    }

    private static void write(JsonGenerator json, Timing timing) throws IOException {
        json.writeStartObject();
        json.writeStringField("candidate", timing.candidate());
        if (!Double.isNaN(timing.nanos())) {
            json.writeNumberField("nanos", timing.nanos());
        }
        if (!timing.note().isEmpty()) {
            json.writeStringField("note", timing.note());
        }
        json.writeEndObject();
    }
}
