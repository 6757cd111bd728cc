package dev.jconv2d.internal.planning;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file of wisdom, whoever wrote it. It needs Jackson, so {@link WisdomFile} alone may touch it. */
final class WisdomReader {
    /** The key whose value is the format's version; it comes first. */
    static final String MARK = "jconv2d-wisdom";

    /** Of five levels that we know; extra keys may have some. */
    private static final int DEPTH = 20;

    /** Names are neither shared nor interned: a hostile file could fill those tables. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(WisdomRules.TEXT)
                    .maxNameLength(WisdomRules.TEXT)
                    .build())
            .build();

    private final JsonParser json;
    private int line;

    private WisdomReader(JsonParser json) {
        this.json = json;
    }

    /**
     * The entries, in the file's order.
     *
     * @throws IOException if the file is damaged, foreign or of another version; the message has the place and the rule, not the file
     */
    static Map<WisdomKey, Learnt> parse(byte[] file) throws IOException {
        // A reader of our own, because Jackson would accept UTF-16 and UTF-32 too, and this decoder reports bad UTF-8.
        try (JsonParser parser = JSON.createParser(
                new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            return new WisdomReader(parser).file();
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new IOException(where + "no valid JSON: " + Quoted.plain(e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new IOException("no valid UTF-8", e);
        }
    }

    private Map<WisdomKey, Learnt> file() throws IOException {
        require(
                next() == JsonToken.START_OBJECT && next() == JsonToken.FIELD_NAME && MARK.equals(json.currentName()),
                "no file of wisdom: must begin with {\"" + MARK + "\": " + WisdomRules.VERSION);
        require(next() == JsonToken.VALUE_NUMBER_INT, MARK + " must be a whole number");
        require(
                json.getText().equals(String.valueOf(WisdomRules.VERSION)),
                MARK + " = " + Quoted.plain(json.getText()) + ": must be " + WisdomRules.VERSION
                        + ", the version that this library reads");
        Map<WisdomKey, Learnt> entries = null;
        while (next() != JsonToken.END_OBJECT) {
            boolean known = json.currentName().equals("entries");
            next();
            if (known) {
                entries = entries();
            } else {
                json.skipChildren();
            }
        }
        require(next() == null, "must end with its JSON object; only white space may follow");
        return need(entries, "entries");
    }

    private Map<WisdomKey, Learnt> entries() throws IOException {
        Map<WisdomKey, Learnt> entries = new LinkedHashMap<>();
        require(json.currentToken() == JsonToken.START_ARRAY, "entries must be a list");
        for (int count = 1; next() != JsonToken.END_ARRAY; count++) {
            require(count <= WisdomEntries.MOST, "must have at most " + WisdomEntries.MOST + " entries");
            entry(entries);
        }
        return entries;
    }

    private void entry(Map<WisdomKey, Learnt> entries) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an entry must be an object");
        int begin = line;
        Map<String, String> texts = new HashMap<>();
        Integer threads = null;
        List<Timing> timings = null;
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            switch (key) {
                case "cpu",
                        "isa",
                        "library",
                        "onednn",
                        "java",
                        "limits",
                        "problem",
                        "input",
                        "output",
                        "postOps",
                        "winner" -> texts.put(key, text(key));
                case "threads" -> threads = threads();
                case "candidates" -> timings = candidates();
                default -> json.skipChildren();
            }
        }
        line = begin; // of what is wrong with the whole entry
        WisdomKey key = new WisdomKey(
                need(texts.get("cpu"), "cpu"),
                need(texts.get("isa"), "isa"),
                need(texts.get("library"), "library"),
                need(texts.get("onednn"), "onednn"),
                need(texts.get("java"), "java"),
                need(threads, "threads"),
                need(texts.get("limits"), "limits"),
                need(texts.get("problem"), "problem"),
                need(texts.get("input"), "input"),
                need(texts.get("output"), "output"),
                need(texts.get("postOps"), "postOps"));
        Learnt learnt = new Learnt(candidate(need(texts.get("winner"), "winner")), need(timings, "candidates"));
        String problem = WisdomRules.problem(key, learnt);
        require(problem == null, "" + problem);
        entries.remove(key); // the later is the newer
        entries.put(key, learnt);
    }

    private List<Timing> candidates() throws IOException {
        List<Timing> timings = new ArrayList<>();
        require(json.currentToken() == JsonToken.START_ARRAY, "candidates must be a list");
        while (next() != JsonToken.END_ARRAY) {
            require(json.currentToken() == JsonToken.START_OBJECT, "a candidate must be an object");
            require(
                    timings.size() < WisdomRules.CANDIDATES,
                    "must have at most " + WisdomRules.CANDIDATES + " candidates");
            timings.add(timing());
        }
        return timings;
    }

    private Timing timing() throws IOException {
        String candidate = null;
        double nanos = Double.NaN;
        String note = "";
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            switch (key) {
                case "candidate" -> candidate = text(key);
                case "note" -> note = text(key);
                case "nanos" -> {
                    require(json.currentToken().isNumeric(), "nanos must be a number");
                    nanos = json.getDoubleValue();
                }
                default -> json.skipChildren();
            }
        }
        return new Timing(need(candidate, "candidate"), nanos, note);
    }

    private int threads() throws IOException {
        require(
                json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT,
                "threads must be a whole number that fits an int");
        return json.getIntValue();
    }

    private String text(String key) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, key + " must be a string");
        return json.getText();
    }

    private Candidate candidate(String spelling) throws IOException {
        try {
            return Candidate.parse(spelling);
        } catch (IllegalArgumentException e) {
            throw problem("winner = " + Quoted.of(spelling) + ": " + e.getMessage());
        }
    }

    private @Nullable JsonToken next() throws IOException {
        JsonToken token = json.nextToken();
        line = json.currentTokenLocation().getLineNr();
        return token;
    }

    private <T> T need(@Nullable T value, String key) throws IOException {
        if (value == null) {
            throw problem("must have " + key);
        }
        return value;
    }

    private void require(boolean holds, String rule) throws IOException {
        if (!holds) {
            throw problem(rule);
        }
    }

    private IOException problem(String problem) {
        return new IOException("line " + line + ": " + problem);
    }
}
