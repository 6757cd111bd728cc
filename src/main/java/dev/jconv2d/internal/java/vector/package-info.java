/**
 * Products in explicit vectors. The only package that uses {@code jdk.incubator.vector}, so nothing else may name its
 * classes: {@link dev.jconv2d.internal.java.Products} loads them by name, where the JVM was started with that module.
 */
@NullMarked
package dev.jconv2d.internal.java.vector;

import org.jspecify.annotations.NullMarked;
