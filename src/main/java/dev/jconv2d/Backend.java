package dev.jconv2d;

/** What computes. Every backend accepts the same arguments and gives the same results up to rounding. */
public enum Backend {
    /** {@link #ONEDNN} if its native library loads, else {@link #JAVA}; {@link BackendStatus} says which and why. */
    AUTO,
    /**
     * Intel's oneDNN through its native library; asking for it where it does not load throws
     * {@link BackendUnavailableException}. Problems that oneDNN would compute wrongly, or slower than Java, are still
     * left to {@link #JAVA}'s kernels; {@link Conv2d#describe} says so.
     */
    ONEDNN,
    /** Plain Java. */
    JAVA,
    /** Plain loops with double sums: slow, exact to one rounding, the oracle that the others are tested against. */
    REFERENCE;

    /** The system property that names the backend of layers whose builder does not: {@value}. */
    public static final String PROPERTY = "jconv2d.backend";

    /**
     * Finds a backend by its name in any case.
     *
     * @param name {@code auto}, {@code onednn}, {@code java} or {@code reference}
     * @return the backend
     * @throws IllegalArgumentException if there is no such backend
     */
    public static Backend parse(String name) {
        return Names.parse(Backend.class, "backend", name);
    }

    /**
     * The backend of layers whose builder does not name one: the system property {@value #PROPERTY}, else {@link #AUTO}.
     *
     * @return the backend
     * @throws IllegalArgumentException if the property holds anything else
     */
    public static Backend byDefault() {
        String name = System.getProperty(PROPERTY, "");
        return name.isBlank() ? AUTO : Names.parse(Backend.class, PROPERTY, name);
    }
}
