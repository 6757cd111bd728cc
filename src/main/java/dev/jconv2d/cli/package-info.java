/** The command line, on the public API alone. */
@NullMarked
package dev.jconv2d.cli;

import org.jspecify.annotations.NullMarked;
