/** What a run has measured, as it is kept in JSON. */
@NullMarked
package dev.jconv2d.bench.results;

import org.jspecify.annotations.NullMarked;
