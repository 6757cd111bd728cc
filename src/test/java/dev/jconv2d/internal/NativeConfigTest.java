package dev.jconv2d.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NativeConfigTest {
    private static NativeConfig config(Map<String, String> systemProperties) {
        return new NativeConfig(NativeConfig.file(), systemProperties::get);
    }

    @Test
    void versionsAreThePoms() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        NativeConfig config = config(Map.of());
        String javacpp = property(pom, "javacpp.version");
        assertEquals(javacpp, config.get("javacpp.version"));
        assertEquals(property(pom, "dnnl.version").replace("${javacpp.version}", javacpp), config.get("dnnl.version"));
        assertEquals(
                property(pom, "opencl.version").replace("${javacpp.version}", javacpp), config.get("opencl.version"));
        assertEquals(property(pom, "jna.version"), config.get("jna.version"));
        assertEquals(List.of(property(pom, "native.platforms").split(",")), config.platforms());
    }

    @Test
    void theNativeCodeThatIsSaidToBeTrustedIsThis() throws Exception {
        String security = Files.readString(Path.of("SECURITY.md"));
        NativeConfig config = config(Map.of());
        for (String artifact : List.of("dnnl", "javacpp", "opencl")) {
            String named = "`org.bytedeco:" + artifact + ":" + config.get(artifact + ".version") + "`";
            assertTrue(security.contains(named), named);
        }
        assertTrue(security.contains("`net.java.dev.jna:jna:" + config.get("jna.version") + "`"));
    }

    @Test
    void versionsAreThoseOfTheJarsOnTheClassPath() throws Exception {
        for (String artifact : List.of("dnnl", "javacpp", "opencl")) {
            Properties jar = new Properties();
            try (InputStream in = NativeConfig.class.getResourceAsStream(
                    "/META-INF/maven/org.bytedeco/" + artifact + "/pom.properties")) {
                jar.load(in);
            }
            assertEquals(jar.getProperty("version"), config(Map.of()).get(artifact + ".version"));
        }
    }

    @Test
    void everyKeyIsOverriddenByItsSystemProperty() {
        for (String key : NativeConfig.file().stringPropertyNames()) {
            String value = key.equals("leaks.report") ? "true" : "2";
            assertEquals(
                    value, config(Map.of("jconv2d." + key, " " + value + " ")).get(key));
        }
    }

    @Test
    void nothingProcessGlobalIsSetByDefault() {
        NativeConfig config = config(Map.of());
        for (String key : List.of("isa.max", "javacpp.cachedir", "javacpp.maxBytes", "javacpp.maxPhysicalBytes")) {
            assertEquals("", config.get(key));
        }
        assertEquals(OptionalInt.empty(), config.threads());
    }

    @Test
    void numbersTakeUnits() {
        assertEquals(3, config(Map.of("jconv2d.threads", "3")).threads().getAsInt());
        assertEquals(5 << 10, config(Map.of("jconv2d.pool.bytes", "5k")).bytes("pool.bytes"));
        assertEquals(7L << 20, config(Map.of("jconv2d.pool.bytes", "7M")).bytes("pool.bytes"));
        assertEquals(9L << 30, config(Map.of("jconv2d.pool.bytes", "9g")).bytes("pool.bytes"));
        assertEquals(0, config(Map.of("jconv2d.pool.bytes", "0")).bytes("pool.bytes"));
    }

    @Test
    void flagsAreOffUnlessTheySayTrue() {
        assertTrue(config(Map.of("jconv2d.leaks.report", "True")).flag("leaks.report"));
        assertFalse(config(Map.of("jconv2d.leaks.report", "false")).flag("leaks.report"));
        assertFalse(config(Map.of("jconv2d.leaks.report", "")).flag("leaks.report"));
        assertFalse(config(Map.of()).flag("leaks.report"));
        assertRefused("leaks.report", "yes");
    }

    @Test
    void wrongNumbersNameTheProperty() {
        for (String wrong : List.of("x", "-1", "1.5", "k", "99999999999g", "9223372036854775808")) {
            assertRefused("pool.bytes", wrong);
        }
        assertRefused("threads", "0");
        assertRefused("threads", "100000");
        assertRefused("javacpp.maxBytes", "10q");
        assertRefused("javacpp.maxPhysicalBytes", "-5");
        assertRefused("plan.cache.entries", "0");
        assertRefused("plan.cache.entries", "");
        assertRefused("plan.cache.bytes", "much");
        assertRefused("scratchpad.bytes", "-5k");
        assertRefused("planning.budget.ms", "0");
        assertRefused("wisdom.file", "a\0b");
    }

    private static void assertRefused(String key, String wrong) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> config(Map.of("jconv2d." + key, wrong)));
        assertTrue(error.getMessage().contains("jconv2d." + key + " = \"" + wrong + "\""), error.getMessage());
    }

    private static String property(String pom, String name) {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom);
        assertTrue(matcher.find(), name);
        return matcher.group(1);
    }
}
