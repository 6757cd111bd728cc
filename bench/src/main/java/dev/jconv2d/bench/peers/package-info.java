/** Other libraries that compute convolutions on the JVM; left out of the build by {@code -Dpeers=none}. */
@NullMarked
package dev.jconv2d.bench.peers;

import org.jspecify.annotations.NullMarked;
