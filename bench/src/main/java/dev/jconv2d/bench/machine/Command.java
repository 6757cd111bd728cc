package dev.jconv2d.bench.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** Other programs, for facts that are nice to have. */
final class Command {
    private Command() {}

    /** What a program prints, by lines; empty if it is not there or fails. */
    static List<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines;
            try (BufferedReader reader = process.inputReader()) {
                lines = reader.lines().toList();
            }
            return process.waitFor() == 0 ? lines : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
