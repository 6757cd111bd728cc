package dev.jconv2d.internal.planning;

import dev.jconv2d.Planning;

/**
 * How a layer's plans choose.
 *
 * @param planning by rules or by measuring
 * @param budgetNanos the time that measuring may take
 */
public record PlanningOptions(Planning planning, long budgetNanos) {}
