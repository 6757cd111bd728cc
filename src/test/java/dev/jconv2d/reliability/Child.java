package dev.jconv2d.reliability;

/** Tries a row in this JVM, and prints what happened as lines that {@link RowRun} reads. */
final class Child {
    static final String TRIES = "@tries ";
    static final String HAPPENED = "@happened ";
    static final String VIOLATION = "@violation ";
    static final String END = "@end";

    private Child() {}

    /** Arguments: the row, how many tries, the seed, whether it is the long form. */
    @SuppressWarnings("CatchingUnchecked") // whatever a fault throws is a violation
    public static void main(String[] arguments) {
        Trial trial = new Trial(
                Long.parseLong(arguments[1]), Long.parseLong(arguments[2]), Boolean.parseBoolean(arguments[3]));
        try {
            Rows.named(arguments[0]).program().run(trial);
        } catch (Throwable e) {
            trial.violation("the program threw " + e);
            e.printStackTrace();
        }
        trial.print();
        // Threads that hang must not keep a row that has ended from ending.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
