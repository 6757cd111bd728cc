package dev.jconv2d.internal.surroundings;

import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Surroundings in which all is well, until a test changes something: oneDNN on four processors with AVX-512 under Linux. */
final class MadeUp implements Surroundings {
    private static final String CPU = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu sse4_1 avx avx2 avx512f"
            + " avx512bw avx512vl avx512dq avx512_vnni\n\n";

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>(Map.of("pool.bytes", Long.toString(1L << 30)));
    private final Map<String, String> options = new HashMap<>(Map.of(
            "CheckJNICalls", "false",
            "DisableExplicitGC", "false",
            "TieredStopAtLevel", "4",
            "MaxDirectMemorySize", "0"));
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    final List<String> arguments = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx4g"));
    int release = 25;
    boolean vectors;
    boolean jarEnables;
    int processors = 4;
    long heap = 4L << 30;
    long memory = 16L << 30;
    boolean loaded = true;
    String open = "/tmp";
    String cache = "/home/u/.javacpp/cache";
    String writable = "";
    String threadsNote = "";
    BackendStatus status = new BackendStatus(
            Backend.AUTO,
            Backend.ONEDNN,
            true,
            "the native library works",
            "oneDNN 3.11.0",
            "AVX512_CORE_VNNI",
            4,
            null);

    MadeUp() {
        file("/proc/cpuinfo", CPU.repeat(4));
        file("/proc/self/status", "Name:\tjava\nCpus_allowed:\tf\nCpus_allowed_list:\t0-3\nMems_allowed_list:\t0\n");
        file("/proc/self/maps", """
                5581-5582 r--p 00000000 fe:00 17  /usr/lib/jvm/java-17/bin/java
                7f00-7f01 r--p 00000000 fe:00 18                  /usr/lib/x86_64-linux-gnu/libc.so.6
                7f02-7f03 rw-p 00000000 00:00 0\s
                """);
        file(
                "/usr/lib/x86_64-linux-gnu/libc.so.6",
                "\0\1GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\nCopyright\0");
        file("/proc/self/mounts", """
                /dev/vda / ext4 rw,relatime 0 0
                proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
                """);
    }

    MadeUp variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    MadeUp property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    MadeUp key(String name, String value) {
        keys.put(name, value);
        return this;
    }

    MadeUp option(String name, String value) {
        options.put(name, value);
        return this;
    }

    MadeUp file(String name, String text) {
        files.put(name, text);
        return this;
    }

    MadeUp link(String from, String to) {
        links.put(from, to);
        return this;
    }

    /** As it is where a system has none of Linux's files. */
    MadeUp withoutFiles() {
        files.clear();
        return this;
    }

    MadeUp on(Backend requested, Backend selected, String reason) {
        boolean available = selected != Backend.ONEDNN || reason.startsWith("the native library works");
        status = new BackendStatus(
                requested,
                selected,
                available,
                reason,
                "?",
                selected == Backend.ONEDNN ? status.isa() : "-",
                status.threads(),
                null);
        loaded = reason.startsWith("the native library works");
        return this;
    }

    MadeUp isa(String isa) {
        status = new BackendStatus(
                status.requested(),
                status.selected(),
                status.available(),
                status.reason(),
                status.version(),
                isa,
                status.threads(),
                null);
        return this;
    }

    MadeUp threads(int threads) {
        status = new BackendStatus(
                status.requested(),
                status.selected(),
                status.available(),
                status.reason(),
                status.version(),
                status.isa(),
                threads,
                null);
        return this;
    }

    @Override
    public String variable(String name) {
        return variables.get(name);
    }

    @Override
    public String property(String name) {
        return properties.get(name);
    }

    @Override
    public String key(String name) {
        return keys.getOrDefault(name, "");
    }

    @Override
    public long bytes(String name) {
        return Long.parseLong(keys.get(name));
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }

    @Override
    public String option(String name) {
        return options.get(name);
    }

    @Override
    public List<String> lines(String file) {
        return files.getOrDefault(file, "").lines().toList();
    }

    @Override
    public String find(String file, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(files.getOrDefault(file, ""));
        return matcher.find() ? matcher.group() : null;
    }

    @Override
    public String real(String path) {
        return links.getOrDefault(path, path);
    }

    @Override
    public boolean mayWrite(String directory) {
        return writable.equals(directory);
    }

    @Override
    public boolean othersMayWrite(String directory) {
        return open.equals(directory);
    }

    @Override
    public int release() {
        return release;
    }

    @Override
    public boolean hasModule(String name) {
        return vectors && name.equals("jdk.incubator.vector");
    }

    @Override
    public boolean mainJarEnablesNativeAccess() {
        return jarEnables;
    }

    @Override
    public int processors() {
        return processors;
    }

    @Override
    public long heapBytes() {
        return heap;
    }

    @Override
    public long memoryBytes() {
        return memory;
    }

    @Override
    public BackendStatus status() {
        return status;
    }

    @Override
    public boolean isNativeLoaded() {
        return loaded;
    }

    @Override
    public String threadsNote() {
        return threadsNote;
    }

    @Override
    public String nativeCache() {
        return cache;
    }
}
