/**
 * oneDNN through its JavaCPP preset: the only package that imports {@code org.bytedeco}. Nothing here may be touched before
 * {@link dev.jconv2d.internal.onednn.OneDnn#load} has succeeded, except that class itself.
 */
@NullMarked
package dev.jconv2d.internal.onednn;

import org.jspecify.annotations.NullMarked;
