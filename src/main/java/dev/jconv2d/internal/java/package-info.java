/**
 * The pure-Java backend. {@link dev.jconv2d.internal.java.JavaKernels} chooses the kernel for a problem; kernels that are
 * faster than the reference belong here, and only here.
 */
@NullMarked
package dev.jconv2d.internal.java;

import org.jspecify.annotations.NullMarked;
