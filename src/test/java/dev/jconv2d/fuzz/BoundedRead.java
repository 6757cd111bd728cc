package dev.jconv2d.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One reading of a file that may be hostile. The reader may return, or throw an IOException whose message is short, in one
 * line and plain. Anything else is a finding, and so is more memory than the reader's bound.
 */
public final class BoundedRead {
    /** The most characters of a message, without the file's name. */
    public static final int LONGEST_MESSAGE = 600;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    private BoundedRead() {}

    /** What reads. */
    @FunctionalInterface
    public interface Reading {
        void run() throws IOException;
    }

    /**
     * What a reader may allocate, on the heap and outside together, for all objects together that it makes, whether they live
     * long or not.
     *
     * @param always whatever the file
     * @param perByte for each byte of the file besides
     */
    public record Bound(long always, long perByte) {
        public long of(long length) {
            return always + perByte * length;
        }
    }

    /**
     * Reads, and throws an AssertionError for a finding.
     *
     * @param file what messages call the file
     * @param length the length of what is read, in bytes
     * @return the bytes that were allocated
     */
    public static long of(Object file, long length, Bound bound, Reading reading) {
        long used = once(file, reading);
        if (used > bound.of(length)) {
            used = once(file, reading); // what loading classes took is no fault of the file
        }
        if (used > bound.of(length)) {
            throw new AssertionError(
                    length + " bytes of file made the reader allocate " + used + ": at most " + bound.of(length));
        }
        return used;
    }

    private static long once(Object file, Reading reading) {
        long direct = DIRECT.getMemoryUsed();
        long heap = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.run();
        } catch (IOException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new AssertionError("took all memory", e);
            }
            requirePlain(String.valueOf(e.getMessage()).replace(file.toString(), ""));
        }
        return THREADS.getCurrentThreadAllocatedBytes() - heap + Math.max(0, DIRECT.getMemoryUsed() - direct);
    }

    /** Lets a text pass that may be printed: one line, not long, without what a terminal would obey. */
    public static void requirePlain(String message) {
        if (message.isBlank() || message.equals("null")) {
            throw new AssertionError("no message");
        }
        if (message.length() > LONGEST_MESSAGE) {
            throw new AssertionError(
                    "a message of " + message.length() + " characters: " + message.substring(0, LONGEST_MESSAGE));
        }
        message.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE ->
                    throw new AssertionError("U+" + Integer.toHexString(c) + " in a message: " + message);
                default -> {}
            }
        });
    }

    /** A file for one thread's trials, rewritten by each; it goes when the JVM ends. */
    public static Path file(String name) {
        try {
            Path folder = Files.createTempDirectory("jconv2d-fuzz");
            Path file = folder.resolve(name);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit(); // the last registered goes first
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
