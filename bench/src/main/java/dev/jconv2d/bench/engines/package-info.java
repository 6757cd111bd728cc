/** The engines of our own: the library's backends, oneDNN by its C API, and the loops that people write first. */
@NullMarked
package dev.jconv2d.bench.engines;

import org.jspecify.annotations.NullMarked;
