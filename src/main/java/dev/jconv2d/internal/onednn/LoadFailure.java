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

    private static final String MORE = "a higher limit on threads or memory";

    private static final String ANOTHER_JAR = "fetch that jar anew, after deleting it from the local repository";

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
        return isAbsence(root, what) ? absence(what, thrown) : new LoadFailure(what, remedy(root, what), thrown);
    }

    /** What to make of something that is not on the class path. */
    static LoadFailure absence(String what, @Nullable Throwable thrown) {
        // The JVM passes without a word over a jar that it cannot open: what is missing may be there, but damaged.
        ZipException damaged = damagedJar(true);
        if (damaged != null) {
            return new LoadFailure(String.valueOf(damaged.getMessage()), ANOTHER_JAR, damaged);
        }
        ZipException suspect = damagedJar(false);
        return suspect == null
                ? new LoadFailure(what, remedyOfAbsence(), thrown)
                : new LoadFailure(
                        what + "; " + suspect.getMessage(),
                        ANOTHER_JAR + "; if it is none of the natives', " + remedyOfAbsence(),
                        suspect);
    }

    /** JavaCPP wraps what went wrong several times over: the innermost message tells, or that which says what file or thread it was. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (!(root instanceof IOException || root instanceof OutOfMemoryError)
                && root.getCause() != null
                && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isAbsence(Throwable root, String what) {
        // A class that is there may have failed before, which the JVM tells by the same error.
        return (root instanceof NoClassDefFoundError && !what.contains("Could not initialize"))
                || root instanceof ClassNotFoundException
                || what.contains("java.library.path")
                || what.contains("Could not find jni");
    }

    /** The first jar of the class path that cannot be opened, of those named like the natives' or of the others. */
    private static @Nullable ZipException damagedJar(boolean named) {
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            File jar = new File(entry);
            if (entry.endsWith(".jar") && jar.isFile() && isNamedLikeNatives(jar.getName()) == named) {
                try {
                    new ZipFile(jar).close();
                } catch (IOException e) {
                    ZipException damaged = new ZipException(entry + " is damaged: " + e.getMessage());
                    damaged.initCause(e);
                    return damaged;
                }
            }
        }
        return null;
    }

    private static boolean isNamedLikeNatives(String jar) {
        return jar.contains("dnnl") || jar.contains("javacpp") || jar.contains("opencl");
    }

    private static String remedyOfAbsence() {
        NativeConfig config = NativeConfig.current();
        String dnnl = config.get("dnnl.version");
        return "add org.bytedeco:dnnl-platform:" + dnnl + " to the class path, or for one platform dnnl:" + dnnl
                + ", javacpp:" + config.get("javacpp.version") + " and opencl:" + config.get("opencl.version")
                + ", each with its classifier too; or, for natives of java.library.path,"
                + " -Dorg.bytedeco.javacpp.pathsFirst=true";
    }

    private static String remedy(Throwable root, String what) {
        if (root instanceof OutOfMemoryError) {
            return MORE;
        }
        if (root instanceof ZipException) {
            return ANOTHER_JAR;
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
            return "a system with glibc 2." + OneDnn.GLIBC_MINOR + " or later";
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
        if (what.contains("Can't find dependent libraries")) {
            return "install the Visual C++ runtime (vc_redist), which that library needs";
        }
        if (what.contains("static TLS block")) {
            return "GLIBC_TUNABLES=glibc.rtld.optional_static_tls=16384 in the environment, or that library in LD_PRELOAD";
        }
        if (what.contains("annot allocate memory") || what.contains("out of memory")) {
            return MORE;
        }
        return isOfOtherVersions(root, what)
                ? "the versions that this library was made with, dnnl "
                        + NativeConfig.current().get("dnnl.version")
                : "see the cause; AUTO computes in Java meanwhile";
    }

    /** Whether something lacks what belongs to it, by name or by layout, as the systems' loaders and the JVM tell. */
    private static boolean isOfOtherVersions(Throwable root, String what) {
        return root instanceof IncompatibleClassChangeError
                || what.contains("undefined symbol")
                || what.contains("ymbol not found")
                || what.contains("specified procedure could not be found")
                || (root instanceof UnsatisfiedLinkError && what.contains("org.bytedeco."))
                || what.contains("unexpected layout");
    }
}
