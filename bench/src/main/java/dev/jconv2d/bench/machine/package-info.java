/** Facts about the machine, read and measured. */
@NullMarked
package dev.jconv2d.bench.machine;

import org.jspecify.annotations.NullMarked;
