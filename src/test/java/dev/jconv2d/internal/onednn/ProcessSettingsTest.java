package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JavaCPP makes of its properties, as its Loader reads them. */
class ProcessSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "x=1, false",
        "pathsFirst=true, true",
        "pathsFirst=T, true",
        "pathsFirst=, true",
        "pathsFirst=false, false",
        "pathsfirst=true, true",
        "pathsfirst=true pathsFirst=false, false",
        "cacheLibraries=false, true",
        "cacheLibraries=true, false",
        "cachelibraries=no, true",
        "findLibraries=false, true",
        "findlibraries=t, false",
        "cachedir.nosubdir=true, true",
        "cachedir.nosubdir=false, false"
    })
    void valuesCountAndNotThatThereIsOne(String settings, boolean elsewhere) {
        Properties system = new Properties();
        for (String setting : settings.split(" ", -1)) {
            String[] parts = setting.split("=", 2);
            system.setProperty("org.bytedeco.javacpp." + parts[0], parts[1]);
        }
        assertEquals(elsewhere, ProcessSettings.takeLibrariesFromElsewhere(system));
    }
}
