/**
 * What the library runs in, and what of that will hurt. Each check reads its facts from {@link
 * dev.jconv2d.internal.surroundings.Surroundings}, which tests make up; all is looked at when somebody asks, nothing before.
 */
@NullMarked
package dev.jconv2d.internal.surroundings;

import org.jspecify.annotations.NullMarked;
