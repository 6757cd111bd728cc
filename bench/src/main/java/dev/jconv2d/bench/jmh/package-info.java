/** Single calls under JMH. */
@NullMarked
package dev.jconv2d.bench.jmh;

import org.jspecify.annotations.NullMarked;
