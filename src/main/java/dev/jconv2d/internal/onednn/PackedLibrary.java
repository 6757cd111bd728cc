package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.files.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A shared library in a jar, and the file in JavaCPP's cache that is to be its copy. */
final class PackedLibrary {
    /** The fault of a file that does not exist. */
    static final String ABSENT = "was absent";

    /** Fits the second cache twice over, as a stream needs it; 16 kB or 1 MB take twice as long. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final JarFile jar;
    private final JarEntry entry;
    private final Path cache;
    private final Path folder;
    private final String name;
    private final Path file;

    /**
     * A library to be copied to where JavaCPP looks for it.
     *
     * @param folder of the entry, within the jar
     * @param name of the entry, within its folder
     * @param cache JavaCPP's cache
     */
    PackedLibrary(JarFile jar, JarEntry entry, String folder, String name, Path cache) {
        this(jar, entry, cache.resolve(new File(jar.getName()).getName()).resolve(folder), cache, name);
    }

    private PackedLibrary(JarFile jar, JarEntry entry, Path folder, Path cache, String name) {
        this.jar = jar;
        this.entry = entry;
        this.cache = cache;
        this.folder = folder;
        this.name = name;
        file = folder.resolve(name);
    }

    /** The same to be copied under another name. */
    PackedLibrary copy(String other) {
        return new PackedLibrary(jar, entry, folder, cache, other);
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return file;
    }

    /** Whether it is a library of functions for Java, and not one that such a library needs. */
    boolean isJni() {
        return name.startsWith("libjni") || name.startsWith("jni");
    }

    /** Whether a system would look for it under this name. */
    boolean isCalled(String bare) {
        return name.startsWith("lib" + bare + ".") || name.startsWith(bare + ".");
    }

    /** Whether a file is called like it, but for digits before the ending. */
    boolean isNumbered(String other) {
        int dot = name.indexOf('.');
        return dot > 0
                && other.startsWith(name.substring(0, dot))
                && other.substring(dot).matches("\\d+" + Pattern.quote(name.substring(dot)));
    }

    /** What {@link #fault} reads through. */
    static byte[] buffer() {
        return new byte[BUFFER_BYTES];
    }

    /** What is wrong with the file, told when it is past, or null if nothing is. */
    @Nullable
    String fault(byte[] buffer) {
        try {
            // JavaCPP follows no links, neither here nor on the way to here: it would unpack anew at every start.
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile() || isBehindLink()) {
                return "was no regular file";
            }
            if (found.size() != entry.getSize()) {
                return "had " + found.size() + " bytes in place of " + entry.getSize();
            }
            if (found.lastModifiedTime().toMillis() != entry.getTime()) {
                return "was of another time";
            }
            return checksum(buffer) == entry.getCrc() ? null : "had other contents";
        } catch (NoSuchFileException e) {
            return ABSENT;
        } catch (IOException e) {
            // Whatever keeps it from being read, a new copy may be readable.
            return "could not be read (" + e + ")";
        }
    }

    private boolean isBehindLink() {
        for (Path path = folder; path != null && !path.equals(cache); path = path.getParent()) {
            if (Files.isSymbolicLink(path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Read and not mapped: a mapped file that another process cuts meanwhile ends the JVM. By a stream of java.nio: while one of
     * java.io is open, Windows lets no process replace the file.
     */
    private long checksum(byte[] buffer) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            int length;
            while ((length = in.read(buffer)) >= 0) {
                checksum.update(buffer, 0, length);
            }
        }
        return checksum.getValue();
    }

    /**
     * Puts a new copy in place of whatever is there. Other processes may have the old one mapped: it is left as it is, without
     * its name.
     *
     * @throws ZipException if the jar does not hold what it says it holds
     * @throws IOException if the copy cannot be written; what was there is there still
     */
    void unpack() throws IOException {
        Files.createDirectories(folder);
        if (isBehindLink()) {
            throw new FileSystemException(
                    folder.toString(), null, "is a link, or below one, and JavaCPP does not follow it");
        }
        AtomicFile.replace(file, this::copyTo);
        // Whoever looks between these two steps takes the copy for an old one, and waits for the lock.
        Files.setLastModifiedTime(file, FileTime.fromMillis(entry.getTime()));
    }

    private void copyTo(FileChannel channel) throws IOException {
        CRC32 checksum = new CRC32();
        long size = 0;
        byte[] buffer = buffer();
        try (InputStream in = jar.getInputStream(entry)) {
            int length;
            while ((length = read(in, buffer)) >= 0) {
                size += length;
                if (size > entry.getSize()) {
                    break;
                }
                checksum.update(buffer, 0, length);
                write(ByteBuffer.wrap(buffer, 0, length), channel);
            }
        }
        if (size != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw damaged("is not what its checksum says");
        }
    }

    private int read(InputStream in, byte[] buffer) throws ZipException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            ZipException named = damaged(String.valueOf(e.getMessage()));
            named.initCause(e);
            throw named;
        }
    }

    private ZipException damaged(String what) {
        return new ZipException(jar.getName() + " is damaged: " + entry.getName() + ": " + what);
    }

    private void write(ByteBuffer bytes, FileChannel channel) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // A full disk is told without a name.
            FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }
}
