package dev.jconv2d.reliability;

/** A program that tries a fault, in a JVM of its own. */
@FunctionalInterface
public interface Fault {
    /** Tries as often as {@link Trial#tries} says, and tells the trial what happened. What it throws is a violation. */
    void run(Trial trial) throws Exception;
}
