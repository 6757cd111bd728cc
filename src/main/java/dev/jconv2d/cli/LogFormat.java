package dev.jconv2d.cli;

/** Log records in one line each; only a program may decide that, never a library. */
final class LogFormat {
    private static final String PROPERTY = "java.util.logging.SimpleFormatter.format";

    private LogFormat() {}

    static void apply() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "%4$s: %5$s%6$s%n");
        }
    }
}
