/** The {@code verify} command: cases with expected outputs, calls that must be refused, and how both are judged. */
@NullMarked
package dev.jconv2d.cli.verify;

import org.jspecify.annotations.NullMarked;
