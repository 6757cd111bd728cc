package dev.jconv2d;

import java.util.Locale;
import java.util.Objects;

/**
 * How far the input is extended on each side before it is convolved; PyTorch's {@code padding} argument, and explicit
 * asymmetric padding besides.
 */
public final class Padding {
    /** {@code 'same'}: as much as keeps the image's size; needs stride 1; an odd total puts the extra pixel bottom/right. */
    public static final Padding SAME = new Padding(Kind.SAME, 0, 0, 0, 0);

    /** {@code 'valid'}: none. */
    public static final Padding VALID = new Padding(Kind.VALID, 0, 0, 0, 0);

    enum Kind {
        PIXELS,
        SAME,
        VALID
    }

    private final Kind kind;
    private final int top;
    private final int left;
    private final int bottom;
    private final int right;

    private Padding(Kind kind, int top, int left, int bottom, int right) {
        this.kind = kind;
        this.top = top;
        this.left = left;
        this.bottom = bottom;
        this.right = right;
        if (top < 0 || left < 0 || bottom < 0 || right < 0) {
            throw new IllegalArgumentException("padding = " + this + ": must not be negative");
        }
    }

    /**
     * The same padding on all four sides.
     *
     * @param all pixels, not negative
     * @return the padding
     */
    public static Padding of(int all) {
        return of(all, all);
    }

    /**
     * PyTorch's pair.
     *
     * @param height pixels above and below, not negative
     * @param width pixels left and right, not negative
     * @return the padding
     */
    public static Padding of(int height, int width) {
        return of(height, width, height, width);
    }

    /**
     * Each side by itself, in the order of ONNX's {@code pads}.
     *
     * @param top pixels above, not negative
     * @param left pixels to the left, not negative
     * @param bottom pixels below, not negative
     * @param right pixels to the right, not negative
     * @return the padding
     */
    public static Padding of(int top, int left, int bottom, int right) {
        return new Padding(Kind.PIXELS, top, left, bottom, right);
    }

    /**
     * PyTorch's string argument, in any case.
     *
     * @param name 'same' or 'valid'
     * @return the padding
     * @throws IllegalArgumentException if it is neither
     */
    public static Padding parse(String name) {
        Objects.requireNonNull(name, "padding");
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "same" -> SAME;
            case "valid" -> VALID;
            default -> throw new IllegalArgumentException("padding = \"" + name + "\": must be same or valid");
        };
    }

    /**
     * Pixels on each side once a kernel is known.
     *
     * @param kernelSize the layer's kernel
     * @param dilation the layer's dilation
     * @return top, left, bottom, right; long because {@code 'same'} can ask for more than an int holds
     */
    public long[] resolve(HW kernelSize, HW dilation) {
        if (kind != Kind.SAME) {
            return new long[] {top, left, bottom, right};
        }
        long vertical = (long) dilation.height() * (kernelSize.height() - 1);
        long horizontal = (long) dilation.width() * (kernelSize.width() - 1);
        return new long[] {vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2};
    }

    boolean isSame() {
        return kind == Kind.SAME;
    }

    /** Whether PyTorch's repr leaves it out. */
    boolean isDefault() {
        return equals(of(0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Padding that
                && kind == that.kind
                && top == that.top
                && left == that.left
                && bottom == that.bottom
                && right == that.right;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, top, left, bottom, right);
    }

    /** As PyTorch's repr has it: {@code same}, {@code (1, 2)}, or {@code (top, left, bottom, right)} if not symmetric. */
    @Override
    public String toString() {
        if (kind != Kind.PIXELS) {
            return kind.name().toLowerCase(Locale.ROOT);
        }
        return top == bottom && left == right
                ? "(" + top + ", " + left + ")"
                : "(" + top + ", " + left + ", " + bottom + ", " + right + ")";
    }
}
