package dev.jconv2d.internal.onednn;

import dev.jconv2d.internal.NativeConfig;
import java.io.File;
import java.io.IOException;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The native library cannot be used here: why, and what would help. */
final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1;

    private static final String ANOTHER_CACHE = ", -Djconv2d.javacpp.cachedir=DIR";

    private final String remedy;

    LoadFailure(String what, String remedy, @Nullable Throwable cause) {
        super(what.replaceAll("\\s*\\R\\s*", " "), cause);
        this.remedy = remedy;
    }

    /** What the user can do. */
    String remedy() {
        return remedy;
    }

    /** What to make of something that loading has thrown. */
    static LoadFailure of(Throwable thrown) {
        if (thrown instanceof LoadFailure failure) {
            return failure;
        }
        Throwable root = root(thrown);
        String what = root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        if (!isAbsence(root, what)) {
            return new LoadFailure(what, remedy(root, what), thrown);
        }
        // The JVM passes without a word over a jar that it cannot open: what is missing may be there, but damaged.
        ZipException damaged = damagedJar();
        return damaged != null
                ? new LoadFailure(String.valueOf(damaged.getMessage()), remedy(damaged, ""), damaged)
                : new LoadFailure(what, remedyOfAbsence(), thrown);
    }

    /** JavaCPP wraps what went wrong several times over: the innermost message tells, or that which says what file it was. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (!(root instanceof IOException) && root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isAbsence(Throwable root, String what) {
        return root instanceof NoClassDefFoundError
                || root instanceof ClassNotFoundException
                || what.contains("java.library.path")
                || what.contains("Could not find jni");
    }

    private static @Nullable ZipException damagedJar() {
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            File jar = new File(entry);
            if (entry.endsWith(".jar") && jar.isFile()) {
                try {
                    new ZipFile(jar).close();
                } catch (IOException e) {
                    ZipException named = new ZipException(entry + " is damaged: " + e.getMessage());
                    named.initCause(e);
                    return named;
                }
            }
        }
        return null;
    }

    private static String remedyOfAbsence() {
        NativeConfig config = NativeConfig.current();
        String dnnl = config.get("dnnl.version");
        return "add org.bytedeco:dnnl-platform:" + dnnl + " to the class path, or for one platform dnnl:" + dnnl
                + ", javacpp:" + config.get("javacpp.version") + " and opencl:" + config.get("opencl.version")
                + ", each with its classifier too";
    }

    private static String remedy(Throwable root, String what) {
        if (root instanceof ZipException) {
            return "fetch that jar anew, after deleting it from the local repository";
        }
        if (what.contains("No space left") || what.contains("quota")) {
            return "100 MB of free space there, or in another cache directory" + ANOTHER_CACHE;
        }
        if (root instanceof IOException) {
            return "a cache directory where libraries may be written and run" + ANOTHER_CACHE;
        }
        if (root instanceof IllegalCallerException) {
            return "--enable-native-access=ALL-UNNAMED on the JVM's command line";
        }
        if (what.contains("failed to map segment")) {
            return "a cache directory that is not mounted noexec" + ANOTHER_CACHE + ", and enough memory";
        }
        if (what.contains("GLIBC_")) {
            return "a system with glibc 2.34 or later";
        }
        if (what.contains("GLIBCXX_") || what.contains("CXXABI_")) {
            return "a libstdc++ of GCC 11 or later";
        }
        if (what.contains("Possible cause: ")) {
            return "native jars of this platform in place of those on the class path";
        }
        if (what.contains("cannot open shared object file")) {
            return "install the library of the system's that is missing";
        }
        return "the versions that this library was made with, dnnl "
                + NativeConfig.current().get("dnnl.version");
    }
}
