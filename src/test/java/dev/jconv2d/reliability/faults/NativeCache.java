package dev.jconv2d.reliability.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder in which JavaCPP keeps native libraries, for a fault to spoil. */
record NativeCache(Path folder) {
    /** The libraries themselves, without JavaCPP's links to them. */
    List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".so") && !Files.isSymbolicLink(file))
                    .sorted()
                    .toList();
        }
    }

    Path library(String name) throws IOException {
        return libraries().stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** What writers have left that were killed. */
    long leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    /** Zeros where parts of a file were; the file keeps its size and time. */
    static void zero(Path file, double from, double to) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long begin = (long) (from * channel.size());
            long end = Math.min((long) (to * channel.size()), channel.size());
            channel.write(ByteBuffer.allocate((int) (end - begin)), begin);
        }
        Files.setLastModifiedTime(file, time);
    }

    /** Cuts a file, which keeps its time. */
    static void cut(Path file, long size) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
        Files.setLastModifiedTime(file, time);
    }

    void delete() throws IOException {
        delete(folder);
    }

    /** Deletes what may be there. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(tree)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
