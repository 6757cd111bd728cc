package dev.jconv2d.internal.surroundings;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import dev.jconv2d.Backend;
import dev.jconv2d.BackendStatus;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.onednn.OneDnn;
import dev.jconv2d.internal.onednn.OneDnnLibrary;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is so here and now. */
final class ThisProcess implements Surroundings {
    /** Far more than any of the files that are read has; what is behind it is left out. */
    private static final int MOST_BYTES = 1 << 24;

    private static final int OTHERS_WRITE = 0002;

    private final NativeConfig config = NativeConfig.current();
    private final BackendStatus status = BackendStatus.of(Backend.byDefault());

    @Override
    public @Nullable String variable(String name) {
        return System.getenv(name);
    }

    @Override
    public @Nullable String property(String name) {
        return System.getProperty(name);
    }

    @Override
    public String key(String name) {
        return config.get(name);
    }

    @Override
    public long bytes(String name) {
        return config.bytes(name);
    }

    @Override
    public List<String> arguments() {
        try {
            return ManagementFactory.getRuntimeMXBean().getInputArguments();
        } catch (LinkageError e) {
            return List.of(); // a JVM without that module
        }
    }

    @Override
    public @Nullable String option(String name) {
        try {
            HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return options == null ? null : options.getVMOption(name).getValue();
        } catch (LinkageError | IllegalArgumentException e) {
            return null; // a JVM without that module, or that option
        }
    }

    @Override
    public List<String> lines(String file) {
        return read(file).lines().toList();
    }

    @Override
    public @Nullable String find(String file, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(read(file));
        return matcher.find() ? matcher.group() : null;
    }

    private static String read(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // there is none, or it is not for us
        }
    }

    @Override
    public String real(String path) {
        try {
            Path absolute = Path.of(path).toAbsolutePath();
            Path there = absolute;
            while (there != null && !Files.exists(there)) {
                there = there.getParent();
            }
            return there == null
                    ? path
                    : there.toRealPath().resolve(there.relativize(absolute)).toString();
        } catch (IOException | InvalidPathException e) {
            return path; // a reason in the place of a directory, or what nobody may look at
        }
    }

    @Override
    public boolean mayWrite(String directory) {
        try {
            Path path = Path.of(directory);
            return Files.isDirectory(path) && Files.isWritable(path) && Files.isExecutable(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public boolean othersMayWrite(String directory) {
        try {
            return Files.getAttribute(Path.of(directory), "unix:mode") instanceof Integer mode
                    && (mode & OTHERS_WRITE) != 0;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return false; // there is none, or the system has other ways
        }
    }

    @Override
    public int release() {
        return Runtime.version().feature();
    }

    @Override
    public boolean hasModule(String name) {
        return ModuleLayer.boot().findModule(name).isPresent();
    }

    @Override
    public boolean mainJarEnablesNativeAccess() {
        String jar = System.getProperty("java.class.path", "");
        // With "java -jar" the class path is that jar.
        if (!System.getProperty("sun.java.command", "").startsWith(jar) || !jar.endsWith(".jar")) {
            return false;
        }
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Enable-Native-Access") != null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public long heapBytes() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public long memoryBytes() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getTotalMemorySize()
                    : 0;
        } catch (LinkageError e) {
            return 0; // a JVM without that module
        }
    }

    @Override
    public BackendStatus status() {
        return status;
    }

    @Override
    public boolean isNativeLoaded() {
        return OneDnn.ifLoaded() != null;
    }

    @Override
    public String threadsNote() {
        OneDnnLibrary library = OneDnn.ifLoaded();
        return library == null ? "" : library.threads().note();
    }

    @Override
    public String nativeCache() {
        return OneDnn.cacheDirectory();
    }
}
