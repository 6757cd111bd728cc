package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told of failures, from messages as loaders of shared libraries have them. */
class LoadFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /lib/libc.so.6: version `GLIBC_2.34' not found (required by /c/libx.so) | glibc 2.34 or later
            /lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /c/libx.so) | libstdc++ of GCC 11
            /c/libx.so: failed to map segment from shared object | not mounted noexec
            /c/libx.so: failed to map segment from shared object: Cannot allocate memory | enough memory
            /c/libx.so: cannot open shared object file: No such file or directory (Possible cause: can't load AARCH64 .so on a AMD 64 platform) | of this platform
            /c/libx.so: wrong ELF class: ELFCLASS32 (Possible cause: architecture word width mismatch, can't load 32-bit .so on a 64-bit platform) | of this platform
            libstdc++.so.6: cannot open shared object file: No such file or directory | install the library of the system's
            no jnidnnl in java.library.path: /usr/lib | add org.bytedeco:dnnl-platform:
            something new | the versions that this library was made with
            """)
    void linkErrors(String message, String remedy) {
        UnsatisfiedLinkError outer = new UnsatisfiedLinkError("no jnidnnl");
        outer.initCause(new UnsatisfiedLinkError(message));
        LoadFailure failure = LoadFailure.of(outer);
        assertEquals("UnsatisfiedLinkError: " + message, failure.getMessage());
        assertTrue(failure.remedy().contains(remedy), failure.remedy());
        assertSame(outer, failure.getCause());
    }

    @Test
    void filesJarsAndOthers() {
        expect(new FileSystemException("/c/x", null, "No space left on device"), "100 MB of free space");
        expect(new FileSystemException("/c/x", null, "Disk quota exceeded"), "100 MB of free space");
        expect(new AccessDeniedException("/c/x"), "written and run, -Djconv2d.javacpp.cachedir=DIR");
        expect(new ZipException("x.jar is damaged: x"), "fetch that jar anew");
        expect(new IllegalCallerException("Illegal native access"), "--enable-native-access=ALL-UNNAMED");
        expect(new NoClassDefFoundError("org/bytedeco/dnnl/global/dnnl"), "add org.bytedeco:dnnl-platform:");
    }

    private static void expect(Throwable thrown, String remedy) {
        LoadFailure failure = LoadFailure.of(thrown);
        assertTrue(failure.remedy().contains(remedy), failure.remedy());
    }

    @Test
    void oneLineThatNamesTheFile() {
        ZipException damaged = new ZipException("x.jar is damaged:\n  x");
        damaged.initCause(new IOException("invalid block type"));
        UnsatisfiedLinkError outer = new UnsatisfiedLinkError("no jnidnnl");
        outer.initCause(damaged);
        assertEquals("ZipException: x.jar is damaged: x", LoadFailure.of(outer).getMessage());
        LoadFailure known = new LoadFailure("a", "b", null);
        assertSame(known, LoadFailure.of(known));
    }
}
