/** Tables, charts and pages, made from results alone. */
@NullMarked
package dev.jconv2d.bench.report;

import org.jspecify.annotations.NullMarked;
