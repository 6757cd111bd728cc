package dev.jconv2d.internal.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of libraries in the cache that are absent, sound, or spoilt in some way. */
class LibraryCacheTest {
    private static final String FOLDER = "org/bytedeco/dnnl/here/";
    private static final String NAME = FOLDER + "libx.so.3";
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[1 << 20];
    private Path cache;
    private Path file;
    private JarFile jar;
    private PackedLibrary library;

    @BeforeEach
    void pack() throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * i) >> 8);
        }
        cache = Files.createDirectory(folder.resolve("cache")).toRealPath();
        Path packed = folder.resolve("x.jar");
        try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
            to.putNextEntry(new ZipEntry(NAME).setLastModifiedTime(TIME));
            to.write(bytes);
        }
        open(packed);
    }

    private void open(Path packed) throws IOException {
        jar = new JarFile(packed.toFile());
        library = new PackedLibrary(jar, jar.getJarEntry(NAME), FOLDER, "libx.so.3", cache);
        file = library.file();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    /** Has the library be sound, and gives what is said of it. */
    private List<String> prepare() throws IOException {
        LibraryCache prepared = new LibraryCache(cache, Duration.ofMillis(50));
        prepared.replace(LibraryCache.faulty(List.of(library)));
        assertTrue(Files.isRegularFile(file));
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(TIME, Files.getLastModifiedTime(file));
        assertEquals(List.of(), LibraryCache.faulty(List.of(library)));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
        return prepared.replaced();
    }

    private void expectReplaced(String fault) throws IOException {
        assertEquals(List.of(file + ", which " + fault), prepare());
    }

    @Test
    void whatIsAbsentIsUnpackedAndWhatIsSoundIsLeft() throws IOException {
        assertEquals(List.of(), prepare());
        Object first = Files.readAttributes(file, "unix:ino,ctime");
        assertEquals(List.of(), prepare());
        assertEquals(first, Files.readAttributes(file, "unix:ino,ctime"));
    }

    @Test
    void otherBytesAreFoundThoughSizeAndTimeFit() throws IOException {
        prepare();
        for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[at]}), at);
            }
            Files.setLastModifiedTime(file, TIME);
            expectReplaced("had other contents");
        }
    }

    @Test
    void anotherSizeOrTimeIsFound() throws IOException {
        prepare();
        Files.write(file, new byte[7]);
        expectReplaced("had 7 bytes in place of 1048576");
        Files.write(file, new byte[0]);
        expectReplaced("had 0 bytes in place of 1048576");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        expectReplaced("was of another time");
    }

    @Test
    void linksAreReplacedAndNotFollowed() throws IOException {
        prepare();
        Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        expectReplaced("was no regular file");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        expectReplaced("was no regular file");
        assertArrayEquals(bytes, Files.readAllBytes(elsewhere));
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    @Test
    void whatCannotBeReadIsReplaced() throws IOException {
        prepare();
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "root reads everything");
        assertTrue(prepare().get(0).contains("could not be read"));
    }

    @Test
    void aDamagedCopyForAFurtherClassLoaderIsReplaced() throws IOException {
        prepare();
        PackedLibrary copy = library.copy("libx0.so.3");
        Files.write(copy.file(), new byte[bytes.length]);
        Files.setLastModifiedTime(copy.file(), TIME);
        LibraryCache prepared = new LibraryCache(cache, Duration.ofMillis(50));
        prepared.replace(LibraryCache.faulty(List.of(library, copy)));
        assertEquals(List.of(copy.file() + ", which had other contents"), prepared.replaced());
        assertArrayEquals(bytes, Files.readAllBytes(copy.file()));
    }

    @Test
    void aFolderInItsPlaceIsToldAndKept() throws IOException {
        Files.createDirectories(file);
        FileSystemException refused = assertThrows(FileSystemException.class, this::prepare);
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertTrue(Files.isDirectory(file));
    }

    @Test
    void aFileInAFoldersPlaceIsTold() throws IOException {
        Files.createFile(cache.resolve("x.jar"));
        FileSystemException refused = assertThrows(FileSystemException.class, this::prepare);
        assertTrue(refused.getMessage().contains(cache.resolve("x.jar").toString()), refused.getMessage());
    }

    @Test
    void aLinkInAFoldersPlaceIsToldThoughTheLibraryIsSound() throws IOException {
        prepare();
        Path elsewhere = Files.move(cache.resolve("x.jar"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(cache.resolve("x.jar"), elsewhere);
        FileSystemException refused = assertThrows(FileSystemException.class, this::prepare);
        assertTrue(refused.getMessage().contains("is a link"), refused.getMessage());
    }

    @Test
    void whoHasTheOldOneOpenKeepsIt() throws IOException {
        prepare();
        byte[] old = "old".getBytes(StandardCharsets.US_ASCII);
        Files.write(file, old);
        try (FileChannel channel = FileChannel.open(file)) {
            prepare();
            ByteBuffer read = ByteBuffer.allocate(100);
            channel.read(read);
            assertEquals(ByteBuffer.wrap(old), read.flip());
        }
    }

    @Test
    void whatAKilledWriterLeftIsDeleted() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file.resolveSibling(".jconv2d-0.tmp"), new byte[9]);
        prepare(); // which looks for it
    }

    @Test
    void aDamagedJarIsToldByNameAndLeavesWhatWasThere() throws IOException {
        prepare();
        Files.write(file, new byte[5]);
        byte[] packed = Files.readAllBytes(folder.resolve("x.jar"));
        for (int at = NAME.length() + 60; at < 100_000; at += 9_999) {
            byte[] damaged = packed.clone();
            damaged[at] ^= 8;
            jar.close();
            open(Files.write(folder.resolve("x.jar"), damaged));
            ZipException refused = assertThrows(ZipException.class, this::prepare);
            assertTrue(refused.getMessage().startsWith(folder.resolve("x.jar") + " is damaged: " + NAME));
            assertEquals(5, Files.size(file));
            try (var files = Files.list(file.getParent())) {
                assertEquals(1, files.count(), "nothing is left beside it");
            }
        }
    }

    @Test
    void aProcessThatKeepsTheLockIsNotWaitedForForEver() throws IOException {
        try (FileChannel channel =
                FileChannel.open(cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            IOException refused = assertThrows(IOException.class, this::prepare);
            assertTrue(refused.getMessage().contains("another process has locked it"), refused.getMessage());
        }
        prepare();
    }
}
