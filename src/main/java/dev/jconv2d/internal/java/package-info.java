/**
 * The pure-Java backend. {@link dev.jconv2d.internal.java.JavaKernels} chooses the kernel for a problem: the
 * {@link dev.jconv2d.internal.java.BlockedKernel} on one of the {@link dev.jconv2d.internal.java.Product}s, or the reference
 * kernel where blocks cannot hold it.
 */
@NullMarked
package dev.jconv2d.internal.java;

import org.jspecify.annotations.NullMarked;
