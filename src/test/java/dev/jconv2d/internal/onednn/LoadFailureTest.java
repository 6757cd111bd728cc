package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told of failures, from messages as loaders of shared libraries have them. */
class LoadFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /lib/libc.so.6: version `GLIBC_2.34' not found (required by /c/libx.so) | glibc 2.34 or later
            /lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /c/libx.so) | libstdc++ of GCC 11
            /c/libx.so: failed to map segment from shared object | not mounted noexec
            /c/libx.so: failed to map segment from shared object: Cannot allocate memory | enough memory
            /c/libx.so: cannot open shared object file: No such file or directory (Possible cause: can't load AARCH64 .so on a AMD 64 platform) | of this platform
            /c/libx.so: wrong ELF class: ELFCLASS32 (Possible cause: architecture word width mismatch, can't load 32-bit .so on a 64-bit platform) | of this platform
            libstdc++.so.6: cannot open shared object file: No such file or directory | install the library of the system's
            no jnidnnl in java.library.path: /usr/lib | add org.bytedeco:dnnl-platform:
            /c/libjnidnnl.so: undefined symbol: dnnl_x | the versions that this library was made with
            'int org.bytedeco.dnnl.global.dnnl.dnnl_version()' | the versions that this library was made with
            C:\\c\\jnidnnl.dll: Can't find dependent libraries | the Visual C++ runtime
            /c/libgomp.so.1: cannot allocate memory in static TLS block | optional_static_tls
            /c/libx.so: cannot read file data: Cannot allocate memory | a higher limit on threads or memory
            something new | see the cause; AUTO computes in Java meanwhile
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
        expect(new NoClassDefFoundError("Could not initialize class org.bytedeco.dnnl.global.dnnl"), "see the cause");
        expect(new LinkageError("dnnl_exec_arg_t has an unexpected layout"), "the versions that");
        expect(new NoSuchMethodError("'void org.bytedeco.X.x()'"), "the versions that");
    }

    @Test
    void aThreadThatCannotBeMadeIsToldWithItsPurpose() {
        OutOfMemoryError named = new OutOfMemoryError("no thread can be made to load it: unable to create");
        named.initCause(new OutOfMemoryError("unable to create"));
        LoadFailure failure = LoadFailure.of(named);
        assertEquals("OutOfMemoryError: no thread can be made to load it: unable to create", failure.getMessage());
        assertEquals("a higher limit on threads or memory", failure.remedy());
    }

    /** Of two damaged jars. */
    @ParameterizedTest
    @CsvSource({"other.jar, my-dnnl.jar, my-dnnl.jar is damaged: ", "a.jar, b.jar, no x; "})
    void aDamagedJarIsBlamedIfItIsNamedLikeOneOfTheNatives(
            String first, String second, String message, @TempDir Path folder) throws IOException {
        String old = System.getProperty("java.class.path");
        String jars = Files.write(folder.resolve(first), new byte[9])
                + File.pathSeparator
                + Files.write(folder.resolve(second), new byte[9]);
        System.setProperty("java.class.path", jars + File.pathSeparator + folder.resolve("none-dnnl.jar"));
        try {
            LoadFailure failure = LoadFailure.absence("no x", null);
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
            assertTrue(failure.getMessage().contains(".jar is damaged: "), failure.getMessage());
            assertTrue(failure.remedy().startsWith("fetch that jar anew"), failure.remedy());
            assertEquals(
                    message.startsWith("no x"), failure.remedy().contains("; if it is none of the natives', add "));
        } finally {
            System.setProperty("java.class.path", old);
        }
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
