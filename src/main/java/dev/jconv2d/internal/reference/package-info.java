/** The oracle: plain loops and double sums. Never optimised, because an oracle that gets optimised stops being one. */
@NullMarked
package dev.jconv2d.internal.reference;

import org.jspecify.annotations.NullMarked;
