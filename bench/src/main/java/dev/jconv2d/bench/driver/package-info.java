/** The interleaved driver: a JVM for each engine, timed in turns. */
@NullMarked
package dev.jconv2d.bench.driver;

import org.jspecify.annotations.NullMarked;
