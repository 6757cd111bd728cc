/**
 * Tensors from files and to files: NumPy's {@code .npy}, safetensors, PNG and JPEG pictures, and sheets of feature maps
 * to look at.
 *
 * <p>Files are treated as hostile: everything a header claims is checked, against the file's length too, before memory
 * is allocated for it. A file that is damaged or lies gives a {@link dev.jconv2d.io.FormatException} that names the
 * file, what was found and the rule; a file that is not there gives a {@link java.nio.file.NoSuchFileException}. Each reader
 * says what a file can make it allocate at most. A pipe or a device is refused where a file's length must be known, which is
 * everywhere but for pictures. Bad arguments give an {@link java.lang.IllegalArgumentException}, a null argument a
 * {@link java.lang.NullPointerException}. What is written goes to a temporary file beside its target and is moved into
 * place when it is complete.
 *
 * <p>Safetensors need jackson-core on the class path, pictures the JDK's {@code java.desktop} module; no window system.
 */
@NullMarked
package dev.jconv2d.io;

import org.jspecify.annotations.NullMarked;
