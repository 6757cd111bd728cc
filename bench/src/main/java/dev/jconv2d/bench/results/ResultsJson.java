package dev.jconv2d.bench.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How results look in JSON: one engine's measurement a line, so that a difference of two files can be read. */
final class ResultsJson {
    /** How many objects deep a measurement lies. */
    private static final int MEASUREMENT_DEPTH = 5;

    private ResultsJson() {}

    /** Strict in reading: what is missing, unknown or of another type is damage. */
    static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new SimpleModule()
                        .addSerializer(Double.class, new Rounded())
                        .addSerializer(double.class, new Rounded()))
                .addMixIn(Results.LayerResult.class, ExactWork.class)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
    }

    static DefaultPrettyPrinter printer() {
        return new Printer();
    }

    /** No clock here tells five digits. */
    private static final class Rounded extends JsonSerializer<Double> {
        private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                out.writeNumber(plain(new BigDecimal(value).round(DIGITS)));
            } else {
                out.writeNumber(value);
            }
        }
    }

    /** Work is counted, not measured. */
    private static final class Exact extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(plain(BigDecimal.valueOf(value)));
        }
    }

    /** Marks what {@link Exact} writes. */
    interface ExactWork {
        @JsonSerialize(using = Exact.class)
        double flops();

        @JsonSerialize(using = Exact.class)
        double bytes();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Begins a new line for whatever is not within a measurement. */
    private static final class Printer extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1;

        Printer() {
            indentObjectsWith(new DefaultIndenter("  ", "\n") {
                private static final long serialVersionUID = 1;

                @Override
                public void writeIndentation(JsonGenerator out, int level) throws IOException {
                    if (level >= MEASUREMENT_DEPTH) {
                        out.writeRaw(' ');
                    } else {
                        super.writeIndentation(out, level);
                    }
                }
            });
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Printer();
        }

        @Override
        public void writeEndObject(JsonGenerator out, int entries) throws IOException {
            if (_nesting >= MEASUREMENT_DEPTH) {
                _nesting--;
                out.writeRaw(" }");
            } else {
                super.writeEndObject(out, entries);
            }
        }
    }
}
