/**
 * PyTorch's {@code Conv2d} for the JVM: {@link dev.jconv2d.Conv2d} is where to start.
 *
 * <p>Shapes are PyTorch's: input {@code [N, C, H, W]} or {@code [C, H, W]}, weight {@code [out, in/groups, kH, kW]}, bias
 * {@code [out]}. All values are float32. Bad arguments give an {@link java.lang.IllegalArgumentException} that names the
 * argument, its value and the rule, before anything is written; a null argument gives a
 * {@link java.lang.NullPointerException}, which names it where it is one of a layer's or tensor's.
 */
@NullMarked
package dev.jconv2d;

import org.jspecify.annotations.NullMarked;
