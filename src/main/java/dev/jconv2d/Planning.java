package dev.jconv2d;

/** How a layer's plans choose among the kernels that could compute them. */
public enum Planning {
    /** By rules that were learnt from measurements; nothing is measured, so a plan costs little. */
    ESTIMATE,
    /**
     * By running the candidates when a plan is made, in turns, and taking the fastest; a plan then costs about the budget of
     * {@link Conv2dBuilder#planningBudget}. What was learnt is remembered for all layers of the process, and in a file if
     * one is configured: {@link Wisdom}.
     */
    MEASURE;

    /** The system property that says how layers plan whose builder does not: {@value}. */
    public static final String PROPERTY = "jconv2d.planning";

    /**
     * Finds a way of planning by its name in any case.
     *
     * @param name {@code estimate} or {@code measure}
     * @return the way
     * @throws IllegalArgumentException if there is no such way
     */
    public static Planning parse(String name) {
        return Names.parse(Planning.class, "planning", name);
    }

    /**
     * How layers plan whose builder does not say: the system property {@value #PROPERTY}, else {@link #ESTIMATE}.
     *
     * @return the way
     * @throws IllegalArgumentException if the property holds anything else
     */
    public static Planning byDefault() {
        String name = System.getProperty(PROPERTY, "");
        return name.isBlank() ? ESTIMATE : Names.parse(Planning.class, PROPERTY, name);
    }
}
