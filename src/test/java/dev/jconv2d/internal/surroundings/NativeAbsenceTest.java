package dev.jconv2d.internal.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jconv2d.Backend;
import dev.jconv2d.RuntimeWarning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Why oneDNN is not there: by the C library, by the mount, or by what loading has said. */
class NativeAbsenceTest {
    private static final String REASON = "oneDNN's native library does not load: UnsatisfiedLinkError: x";

    private static MadeUp absent() {
        MadeUp here = new MadeUp().on(Backend.AUTO, Backend.JAVA, REASON + "; remedy: another system");
        here.vectors = true;
        return here;
    }

    private static void assertWarns(MadeUp here, String what, String remedy) {
        List<RuntimeWarning> warnings = Warnings.of(here);
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(what, warnings.get(0).what());
        assertTrue(warnings.get(0).remedy().startsWith(remedy), warnings::toString);
    }

    @Test
    void whatLoadingHasSaidIsToldWhereNothingBetterIsKnown() {
        assertWarns(absent(), REASON, "another system");
        assertWarns(new MadeUp().on(Backend.ONEDNN, Backend.ONEDNN, REASON + "; remedy: y"), REASON, "y");
        MadeUp odd = absent().on(Backend.AUTO, Backend.JAVA, REASON + "; remedy: none needed, plain Java computes");
        assertEquals(List.of(), Warnings.of(odd));
        String bare = "oneDNN's native library does not load: OddError";
        assertWarns(absent().on(Backend.AUTO, Backend.JAVA, bare), bare, "none known");
    }

    @Test
    void whatIsKnownIsNotGuessedAt() {
        for (String known : List.of(
                "OutOfMemoryError: no thread can be made; remedy: a higher limit",
                "no libjnidnnl.so on the class path; remedy: add org.bytedeco:dnnl-platform",
                "UnsatisfiedLinkError: no jnidnnl in java.library.path; remedy: add org.bytedeco:dnnl-platform",
                "ZipException: x.jar is damaged; remedy: fetch that jar anew")) {
            MadeUp here = absent().on(Backend.AUTO, Backend.JAVA, known)
                    .file("/proc/self/mounts", "none / tmpfs rw,noexec 0 0\n")
                    .file("/usr/lib/x86_64-linux-gnu/libc.so.6", "stable release version 2.17.");
            String[] parts = known.split("; remedy: ", -1);
            assertWarns(here, parts[0], parts[1]);
        }
        MadeUp file = absent().on(Backend.AUTO, Backend.JAVA, "FileSystemException: x; remedy: y")
                .file("/usr/lib/x86_64-linux-gnu/libc.so.6", "stable release version 2.17.");
        assertWarns(file, "this system's glibc 2.17 is too old for oneDNN's native libraries", "a system with glibc");
    }

    @Test
    void whereNoNativesExistThereIsNothingToMend() {
        String maps = "7f00-7f01 r-xp 0 fe:00 18   /lib/ld-musl-armhf.so.1\n";
        String none = "; remedy: none needed, plain Java computes";
        MadeUp odd = absent().file("/proc/self/maps", maps).file("/proc/self/mounts", "none / tmpfs noexec 0 0\n");
        assertEquals(
                List.of(), Warnings.of(odd.on(Backend.AUTO, Backend.JAVA, "there is none for linux-armhf" + none)));
        odd.on(Backend.AUTO, Backend.JAVA, "there is none for linux-x86_64 with musl" + none);
        assertWarns(
                odd,
                "this system's C library is musl, and oneDNN's native libraries exist for glibc alone",
                "an image with glibc 2.34 or later");
    }

    @Test
    void anOldGlibcIsNamed() {
        MadeUp old = absent().file(
                        "/proc/self/maps", "7f00-7f01 r-xp 0 fe:00 18   /lib/x86_64-linux-gnu/libc-2.31.so\n")
                .file(
                        "/lib/x86_64-linux-gnu/libc-2.31.so",
                        "(Ubuntu GLIBC 2.31-0ubuntu9) stable release version 2.31.");
        assertWarns(
                old, "this system's glibc 2.31 is too old for oneDNN's native libraries", "a system with glibc 2.34");
        // Where oneDNN loads nevertheless, all is well.
        assertEquals(List.of(), Warnings.of(old.on(Backend.AUTO, Backend.ONEDNN, "the native library works")));
        MadeUp just = absent().file("/usr/lib/x86_64-linux-gnu/libc.so.6", "stable release version 2.34.");
        assertWarns(just, REASON, "another system");
        MadeUp silent = absent().file("/usr/lib/x86_64-linux-gnu/libc.so.6", "development release version 2.1");
        assertWarns(silent, REASON, "another system");
    }

    @Test
    void muslIsNamed() {
        assertWarns(
                absent().file("/proc/self/maps", "7f00-7f01 r-xp 0 fe:00 18   /lib/ld-musl-x86_64.so.1\n"),
                "this system's C library is musl, and oneDNN's native libraries exist for glibc alone",
                "an image with glibc 2.34 or later");
    }

    @Test
    void aCacheOnANoexecMountIsNamed() {
        MadeUp here = absent().file("/proc/self/mounts", """
                /dev/vda / ext4 rw,relatime 0 0
                tmpfs /ho tmpfs rw,noexec 0 0
                none /home/a\\040b\\134 tmpfs rw,noexec,relatime 0 0
                """);
        here.cache = "/home/link/cache";
        here.link("/home/link/cache", "/home/a b\\/c");
        assertWarns(
                here,
                "the directory for native libraries, /home/link/cache, is on /home/a b\\, which is mounted noexec, so that"
                        + " nothing is loaded from there",
                "-Djconv2d.javacpp.cachedir=DIR");
        here.link("/home/link/cache", "/home/other");
        assertWarns(here, REASON, "another system");
    }

    @Test
    void theLongestMountThatFitsCountsAndOfTwoTheLater() {
        List<String> lines = List.of("a / x rw,noexec 0 0", "b /x x rw 0 0", "c /x/y x noexec 0 0", "short", "");
        assertEquals("/", Mounts.noexec(lines, "/q"));
        assertEquals("/", Mounts.noexec(lines, "/xy"));
        assertNull(Mounts.noexec(lines, "/x/z"));
        assertEquals("/x/y", Mounts.noexec(lines, "/x/y/z"));
        List<String> twice = List.of("a /x x noexec 0 0", "b /x x exec 0 0");
        assertNull(Mounts.noexec(twice, "/x/y"));
        assertNull(Mounts.noexec(List.of(), "/x"));
    }

    @Test
    void mountsWhoseNamesAreNotOfThisEncodingAreLeftOut() {
        // No path has a zero in it, whatever the encoding.
        List<String> lines = List.of("a /x x noexec 0 0", "b /x/\\000 x rw 0 0");
        assertEquals("/x", Mounts.noexec(lines, "/x/y"));
        assertNull(Mounts.noexec(lines, "- (a\0b)"));
        assumeTrue(Mounts.NAMES.newEncoder().canEncode('\u00e9'));
        String bytes = new String("/\u00e9".getBytes(Mounts.NAMES), StandardCharsets.ISO_8859_1);
        assertEquals("/\u00e9", Mounts.noexec(List.of("a " + bytes + " x noexec 0 0"), "/\u00e9/y"));
    }

    @Test
    void aNamedCacheThatIsNotUsedIsTold() {
        MadeUp here = new MadeUp().key("javacpp.cachedir", "/read/only");
        assertWarns(
                here,
                "javacpp.cachedir = /read/only cannot be written to, and native libraries are in /home/u/.javacpp/cache"
                        + " instead",
                "a directory where this process may write");
        here.writable = "/read/only";
        assertWarns(
                here,
                "javacpp.cachedir = /read/only was set after JavaCPP had chosen, and native libraries are in"
                        + " /home/u/.javacpp/cache instead",
                "-Dorg.bytedeco.javacpp.cachedir=/read/only");
        here.link("/read/only", "/home/u/.javacpp/cache");
        assertEquals(List.of(), Warnings.of(here));
        MadeUp own = new MadeUp().key("javacpp.cachedir", "/key").property("org.bytedeco.javacpp.cachedir", "/own");
        own.cache = "/own";
        assertEquals(List.of(), Warnings.of(own), "JavaCPP's own property is stronger");
    }

    @Test
    void aCacheThatIsOpenToAllIsTold() {
        MadeUp here = new MadeUp();
        here.open = here.cache;
        assertWarns(
                here,
                "every user of this system may write to the directory for native libraries, /home/u/.javacpp/cache, and so"
                        + " have this process run what they like",
                "a directory where others may not write");
        here.vectors = true;
        assertEquals(List.of(), Warnings.of(here.on(Backend.JAVA, Backend.JAVA, "?")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsWhoMayWrite(@TempDir Path folder) throws IOException {
        ThisProcess here = new ThisProcess();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertFalse(here.othersMayWrite(folder.toString()));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(here.othersMayWrite(folder.toString()));
        Files.setAttribute(folder, "unix:mode", 01777);
        assertTrue(here.othersMayWrite(folder.toString()), "as /tmp is, where others can make what is not there yet");
        assertTrue(here.mayWrite(folder.toString()));
        assertFalse(here.mayWrite(folder.resolve("none").toString()));
        assertFalse(here.mayWrite("- (a\0b)"));
        assertFalse(here.othersMayWrite(folder.resolve("none").toString()));
        assertFalse(here.othersMayWrite("- (a reason)"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linksAreFollowedAsFarAsThereIsSomething(@TempDir Path folder) throws IOException {
        ThisProcess here = new ThisProcess();
        Path real = Files.createDirectory(folder.resolve("real")).toRealPath();
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertEquals(
                real.resolve("a/b").toString(), here.real(link.resolve("a/b").toString()));
        assertEquals("- (a\0b)", here.real("- (a\0b)"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsOfItselfHere() {
        ThisProcess here = new ThisProcess();
        CLibrary library = CLibrary.of(here);
        assertTrue(library.isMusl() || String.valueOf(library.version()).matches("2\\.\\d+"), library::toString);
        assertTrue(Processors.allowed(here) > 0);
        assertTrue(Processors.allowed(here) <= Processors.all(here));
        assertFalse(here.lines("/proc/self/mounts").isEmpty());
        assertEquals(List.of(), here.lines("/proc/none"));
        assertTrue(here.memoryBytes() > here.heapBytes() / 2);
        assertEquals("false", here.option("CheckJNICalls"));
        assertNull(here.option("NoSuchOption"));
    }
}
