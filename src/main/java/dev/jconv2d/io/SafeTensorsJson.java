package dev.jconv2d.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.jconv2d.internal.files.Quoted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a safetensors header's JSON; each entry is checked by itself. */
final class SafeTensorsJson {
    private static final String METADATA = "__metadata__";

    /** The header, an entry, a list. */
    private static final int DEPTH = 3;

    /** Names are neither shared nor interned: a hostile header could fill those tables. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    /** As for .npy files; PyTorch's own limit too. */
    private static final int MAX_RANK = NpyHeader.MAX_RANK;

    private final Object file;
    private final JsonParser json;

    private SafeTensorsJson(Object file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** The entries by name, in the header's order. */
    static Map<String, SafeTensorsEntry> parse(Object file, byte[] header) throws IOException {
        // A reader of our own, because Jackson would accept UTF-16 and UTF-32 too, and this decoder reports bad UTF-8.
        try (JsonParser parser = JSON.createParser(
                new InputStreamReader(new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder()))) {
            return new SafeTensorsJson(file, parser).header();
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at character " + e.getLocation().getCharOffset();
            throw new FormatException(
                    file, "header is no valid JSON" + where + ": " + Quoted.plain(e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new FormatException(file, "header is no valid UTF-8", e);
        }
    }

    private Map<String, SafeTensorsEntry> header() throws IOException {
        Map<String, SafeTensorsEntry> entries = new LinkedHashMap<>();
        require(json.nextToken() == JsonToken.START_OBJECT, "must be a JSON object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(METADATA)) {
                metadata();
            } else {
                entries.put(name, entry("tensor " + Quoted.of(name) + ": "));
            }
        }
        require(json.nextToken() == null, "must end with its JSON object; only white space may follow");
        return entries;
    }

    private void metadata() throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, METADATA + " must be an object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            require(json.nextToken() == JsonToken.VALUE_STRING, METADATA + " must hold strings only");
        }
    }

    private SafeTensorsEntry entry(String what) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, what + "must be an object");
        SafeTensorsType type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> type = type(what);
                case "shape" -> shape = numbers(what + "shape");
                case "data_offsets" -> offsets = numbers(what + "data_offsets");
                default ->
                    throw problem(what + "key " + Quoted.of(key) + ": must be one of dtype, shape and data_offsets");
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw problem(what + "must have dtype, shape and data_offsets");
        }
        return entry(what, type, shape, offsets);
    }

    private SafeTensorsEntry entry(String what, SafeTensorsType type, long[] shape, long[] offsets)
            throws FormatException {
        boolean ordered = offsets.length == 2 && offsets[0] <= offsets[1];
        long bytes = Sizes.bytes(file, what, shape, type.bits());
        if (!ordered || offsets[1] - offsets[0] != bytes) {
            // Put together only now: a header may have a million entries.
            throw problem(what + "data_offsets = " + Quoted.plain(Arrays.toString(offsets)) + ": must be "
                    + (ordered
                            ? bytes + " apart, for " + type + Quoted.plain(Arrays.toString(shape))
                            : "begin and end, in this order"));
        }
        return new SafeTensorsEntry(type, shape, offsets[0], offsets[1]);
    }

    private SafeTensorsType type(String what) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, what + "dtype must be a string");
        @Nullable SafeTensorsType type = SafeTensorsType.find(json.getText());
        if (type == null) {
            throw problem(what + "dtype = " + Quoted.of(json.getText()) + ": must be one of "
                    + Arrays.toString(SafeTensorsType.values()));
        }
        return type;
    }

    /** A list of whole numbers from 0 to 2^63 - 1, as many as a shape may have. */
    private long[] numbers(String what) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, what + " must be a list");
        long[] numbers = new long[4];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            boolean isLong = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            if (!isLong || json.getLongValue() < 0) {
                throw problem(what + " has " + Quoted.of(String.valueOf(json.getText()))
                        + ": must hold whole numbers from 0 to 2^63 - 1");
            }
            require(count < MAX_RANK, what + " has more than " + MAX_RANK + " numbers");
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = json.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private void require(boolean holds, String rule) throws FormatException {
        if (!holds) {
            throw problem(rule);
        }
    }

    private FormatException problem(String problem) {
        return new FormatException(file, "header: " + problem);
    }
}
