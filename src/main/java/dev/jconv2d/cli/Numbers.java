package dev.jconv2d.cli;

import dev.jconv2d.HW;
import dev.jconv2d.Padding;

/** Option values that are one number or several with commas. */
final class Numbers {
    private Numbers() {}

    /** {@code 2} or {@code 2,1}, height first. */
    static HW pair(String text) {
        int[] numbers = parse(text, "a number, or height,width");
        return switch (numbers.length) {
            case 1 -> HW.of(numbers[0]);
            case 2 -> new HW(numbers[0], numbers[1]);
            default -> throw wrong(text, "a number, or height,width");
        };
    }

    /** {@code 1}, {@code 1,2}, {@code top,left,bottom,right}, {@code same} or {@code valid}. */
    static Padding padding(String text) {
        if (text.isBlank() || Character.isLetter(text.strip().charAt(0))) {
            return Padding.parse(text);
        }
        String rule = "a number, height,width or top,left,bottom,right, or same or valid";
        int[] numbers = parse(text, rule);
        return switch (numbers.length) {
            case 1 -> Padding.of(numbers[0]);
            case 2 -> Padding.of(numbers[0], numbers[1]);
            case 4 -> Padding.of(numbers[0], numbers[1], numbers[2], numbers[3]);
            default -> throw wrong(text, rule);
        };
    }

    private static int[] parse(String text, String rule) {
        String[] words = text.split(",", -1);
        int[] numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Integer.parseInt(words[i].strip());
            } catch (NumberFormatException e) {
                throw wrong(text, rule);
            }
        }
        return numbers;
    }

    private static IllegalArgumentException wrong(String text, String rule) {
        return new IllegalArgumentException("\"" + text + "\" must be " + rule);
    }
}
