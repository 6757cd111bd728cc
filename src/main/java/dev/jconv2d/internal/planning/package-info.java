/**
 * Which kernel computes a problem: candidates, rules that were learnt from measurements, measuring, and the wisdom that it
 * leaves.
 */
@NullMarked
package dev.jconv2d.internal.planning;

import org.jspecify.annotations.NullMarked;
