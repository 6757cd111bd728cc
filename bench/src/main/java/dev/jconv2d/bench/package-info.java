/** Measures the library beside its peers: engines, workloads, the drivers that time them, and what is made of the results. */
@NullMarked
package dev.jconv2d.bench;

import org.jspecify.annotations.NullMarked;
