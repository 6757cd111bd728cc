/**
 * What every backend shares: geometry, memory, selection, plans. Not part of the public API; arguments have been checked
 * by the time they come here, except where a method says that it checks.
 */
@NullMarked
package dev.jconv2d.internal;

import org.jspecify.annotations.NullMarked;
