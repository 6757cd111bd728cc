package dev.jconv2d.internal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void replaces() throws IOException {
        Path file = directory.resolve("f");
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
        AtomicFile.write(file, channel -> {
            channel.write(ByteBuffer.wrap(new byte[] {9}));
            assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file), "still the old contents");
        });
        assertArrayEquals(new byte[] {9}, Files.readAllBytes(file));
        assertFiles(1);
    }

    @Test
    void keepsTheOldFileOnFailure() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[] {7});
        IOException io = new IOException("disk full");
        assertSame(
                io,
                assertThrows(
                        IOException.class,
                        () -> AtomicFile.write(file, channel -> {
                            channel.write(ByteBuffer.allocate(100));
                            throw io;
                        })));
        IllegalStateException unchecked = new IllegalStateException();
        assertSame(
                unchecked,
                assertThrows(
                        IllegalStateException.class,
                        () -> AtomicFile.write(file, channel -> {
                            throw unchecked;
                        })));
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(file));
        assertFiles(1);
    }

    @Test
    void refusesDirectories() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("d"));
        assertThrows(FileSystemException.class, () -> AtomicFile.write(empty, channel -> {}));
        assertTrue(Files.isDirectory(empty));
        Path file = directory.resolve("absent").resolve("f");
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> AtomicFile.write(file, channel -> {}));
        assertEquals(file.toString(), e.getFile());
    }

    @Test
    void followsLinks() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[] {7});
        Path link = directory.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        AtomicFile.write(link, channel -> channel.write(ByteBuffer.wrap(new byte[] {8})));
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(new byte[] {8}, Files.readAllBytes(file));
        assertFiles(2);
    }

    @Test
    void replacesLinksThemselves() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[] {7});
        Path link = directory.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        AtomicFile.replace(link, channel -> channel.write(ByteBuffer.wrap(new byte[] {8})));
        assertTrue(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
        assertArrayEquals(new byte[] {8}, Files.readAllBytes(link));
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(file));
        assertFiles(2);
    }

    @Test
    void deletesWhatKilledWritersLeft() throws IOException {
        AtomicFile.deleteLeftovers(directory.resolve("absent"));
        Files.createFile(directory.resolve("g.tmp"));
        Files.createFile(directory.resolve(".jconv2d-h"));
        // A write in its midst is what one that was killed looks like.
        assertThrows(
                NoSuchFileException.class,
                () -> AtomicFile.write(directory.resolve("f"), channel -> {
                    assertFiles(3);
                    AtomicFile.deleteLeftovers(directory);
                    assertFiles(2);
                }));
    }

    @Test
    void othersMayReadIt() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path plain = Files.write(directory.resolve("plain"), new byte[1]);
        Path file = directory.resolve("f");
        AtomicFile.write(file, channel -> {});
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
    }

    private void assertFiles(int count) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(count, files.count(), "nothing may be left behind");
        }
    }
}
