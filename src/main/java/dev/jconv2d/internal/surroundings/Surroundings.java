package dev.jconv2d.internal.surroundings;

import dev.jconv2d.BackendStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts that warnings hang on: this process's, or a test's. What a system does not have is empty, and no fault. */
interface Surroundings {
    /** A variable of the environment, or null. */
    @Nullable
    String variable(String name);

    /** A system property, or null. */
    @Nullable
    String property(String name);

    /** A key of native-config, empty if it is not set. */
    String key(String name);

    /** A number of bytes by a key of native-config. */
    long bytes(String name);

    /** What the JVM was started with, wherever that stood. */
    List<String> arguments();

    /** The value in force of an option that {@code -XX} sets, or null. */
    @Nullable
    String option(String name);

    /** The lines of a file of Linux's, none if it cannot be read. */
    List<String> lines(String file);

    /** The part of a file that matches, or null; for files that are not text. */
    @Nullable
    String find(String file, String regex);

    /** A path without links, as far as it exists. */
    String real(String path);

    /** Whether this process may write to a directory that is there. */
    boolean mayWrite(String directory);

    /** Whether any user may put files into a directory, as far as the system tells. */
    boolean othersMayWrite(String directory);

    /** The JVM's feature release. */
    int release();

    /** Whether the JVM has been started with a module. */
    boolean hasModule(String name);

    /** Whether the jar that was started says itself that it may use native code. */
    boolean mainJarEnablesNativeAccess();

    /** The processors that the JVM counts. */
    int processors();

    /** The most bytes that the heap may take. */
    long heapBytes();

    /** The bytes of memory that the machine or the container has; 0 if nobody knows. */
    long memoryBytes();

    /** The backend of layers that name none. */
    BackendStatus status();

    /** Whether oneDNN has been loaded, for whatever. */
    boolean isNativeLoaded();

    /** Why oneDNN has not as many threads as the key says; empty if it has. */
    String threadsNote();

    /** Where native libraries are unpacked, as {@code RuntimeInfo} has it. */
    String nativeCache();
}
