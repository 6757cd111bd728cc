/**
 * What all files want, whatever is in them: replaced as a whole, locked among processes, and quoted so that a terminal is
 * safe. For {@code dev.jconv2d.io} and wisdom.
 */
@NullMarked
package dev.jconv2d.internal.files;

import org.jspecify.annotations.NullMarked;
