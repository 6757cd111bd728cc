package dev.jconv2d.internal.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final List<String> X86 = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 25
            model\t\t: 17
            model name\t: AMD EPYC 9R14
            stepping\t: 1
            power management:

            processor\t: 1
            model name\t: AMD EPYC 9R14
            """.lines().toList();

    /** One core as Linux has it. */
    private static List<String> arm(String implementer, String variant, String part) {
        return """
                processor\t: 0
                BogoMIPS\t: 243.75
                Features\t: fp asimd
                CPU implementer\t: %s
                CPU architecture: 8
                CPU variant\t: %s
                CPU part\t: %s
                CPU revision\t: 1

                """.formatted(implementer, variant, part).lines().toList();
    }

    private static String linux(List<String> lines) {
        return Machine.model("Linux", null, lines);
    }

    @Test
    void x86HasAName() {
        assertEquals("AMD EPYC 9R14", linux(X86));
    }

    @Test
    void armHasNumbersOfAnImplementer() {
        List<String> neoverse = arm("0x41", "0x3", "0xd0c");
        assertEquals("0x41:0xd0c:0x3", linux(neoverse));
        assertNotEquals(linux(neoverse), linux(arm("0x48", "0x3", "0xd0c")));
        assertNotEquals(linux(neoverse), linux(arm("0x41", "0x1", "0xd0c")));
    }

    @Test
    void eachKindOfCoreCountsOnce() {
        List<String> cores = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            cores.addAll(i < 2 ? arm("0x41", "0x1", "0xd05") : arm("0x41", "0x4", "0xd0b"));
        }
        assertEquals("0x41:0xd05:0x1 0x41:0xd0b:0x4", linux(cores));
    }

    @Test
    void theArchitecturesNameIsNotEnough() {
        List<String> old = new ArrayList<>(List.of("model name\t: ARMv7 Processor rev 4 (v7l)"));
        old.addAll(arm("0x41", "0x0", "0xd03"));
        assertEquals("ARMv7 Processor rev 4 (v7l) 0x41:0xd03:0x0", linux(old));
    }

    @Test
    void theEnvironmentCountsOnWindowsAlone() {
        assertEquals("Intel64 Family 6", Machine.model("Windows 11", " Intel64 Family 6 ", List.of()));
        assertEquals("AMD EPYC 9R14", Machine.model("Linux", "Intel64 Family 6", X86));
        assertEquals("macOS", Machine.model("Mac OS X", "Intel64 Family 6", List.of()));
    }

    @Test
    void whatSaysNothing() {
        assertEquals("unknown", linux(List.of()));
        assertEquals("unknown", linux(List.of("", ":", "model name", "model name\t: ", "isa\t: rv64imafdc")));
        assertEquals("unknown", Machine.model("Windows 11", null, X86));
        assertEquals("unknown", Machine.model("Windows 11", " ", X86));
    }

    @Test
    void thisOneHasArchitectureAndCores() {
        String end = " " + System.getProperty("os.arch") + " with "
                + Runtime.getRuntime().availableProcessors() + " cores";
        assertTrue(Machine.cpu().endsWith(end) && Machine.cpu().length() > end.length(), Machine.cpu());
    }
}
