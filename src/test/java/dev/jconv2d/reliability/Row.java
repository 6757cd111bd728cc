package dev.jconv2d.reliability;

import java.util.List;
import java.util.function.Supplier;

/** A row of the table: a fault, the program that tries it, how often, under what, and the bar. */
final class Row {
    private final String name;
    private final String unit;
    private final Supplier<Fault> program;
    private long shortTries;
    private long longTries;
    private String fault = "";
    private String bar = "";
    private String test = "";
    private List<String> jvmArguments = List.of();
    private List<String> wrapper = List.of();

    /**
     * A row that is tried never, until the methods below say more.
     *
     * @param name what commands call it
     * @param unit what a try is, in the plural
     */
    Row(String name, String unit, Supplier<Fault> program) {
        this.name = name;
        this.unit = unit;
        this.program = program;
    }

    /** What the table says of it. */
    Row fault(String text) {
        fault = text;
        return this;
    }

    /** How often in every build, and in the long form. */
    Row tries(long inBuilds, long inLongForm) {
        shortTries = inBuilds;
        longTries = inLongForm;
        return this;
    }

    Row bar(String text) {
        bar = text;
        return this;
    }

    /** Which of the build's tests is the short form, where the program is not run for it. */
    Row inBuild(String testClass) {
        test = testClass;
        return this;
    }

    /** More arguments for the child JVM. */
    Row jvm(String... arguments) {
        jvmArguments = List.of(arguments);
        return this;
    }

    /** A command that runs the child JVM's command, which is put behind it. */
    Row behind(String... command) {
        wrapper = List.of(command);
        return this;
    }

    String name() {
        return name;
    }

    String fault() {
        return fault;
    }

    String unit() {
        return unit;
    }

    Fault program() {
        return program.get();
    }

    long shortTries() {
        return shortTries;
    }

    long longTries() {
        return longTries;
    }

    String bar() {
        return bar;
    }

    String test() {
        return test;
    }

    List<String> jvmArguments() {
        return jvmArguments;
    }

    List<String> wrapper() {
        return wrapper;
    }

    @Override
    public String toString() {
        return name;
    }
}
