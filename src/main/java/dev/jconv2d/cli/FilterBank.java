package dev.jconv2d.cli;

import dev.jconv2d.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Well-known image filters by name, as the weights of a layer. */
enum FilterBank {
    /** Sobel, Scharr and Prewitt in both directions, Laplace with four and eight neighbours. */
    EDGES {
        @Override
        List<float[][]> kernels() {
            List<float[][]> kernels = new ArrayList<>();
            for (float[] smooth : new float[][] {{1, 2, 1}, {3, 10, 3}, {1, 1, 1}}) {
                float scale = 1 / (smooth[0] + smooth[1] + smooth[2]);
                float[][] horizontal = new float[3][3];
                float[][] vertical = new float[3][3];
                for (int i = 0; i < 3; i++) {
                    for (int side = -1; side <= 1; side++) {
                        horizontal[i][side + 1] = side * scale * smooth[i];
                        vertical[side + 1][i] = side * scale * smooth[i];
                    }
                }
                kernels.add(horizontal);
                kernels.add(vertical);
            }
            kernels.add(new float[][] {{0, -1, 0}, {-1, 4, -1}, {0, -1, 0}});
            kernels.add(new float[][] {{-1, -1, -1}, {-1, 8, -1}, {-1, -1, -1}});
            return kernels;
        }
    },

    /** The mean of 3x3 and 9x9 pixels, Gauss with sigma 1 and 2. */
    BLUR {
        @Override
        List<float[][]> kernels() {
            return List.of(mean(3), mean(9), gauss(7, 1), gauss(13, 2));
        }
    },

    /** The image and the difference from its blur, once mildly and once strongly. */
    SHARPEN {
        @Override
        List<float[][]> kernels() {
            return List.of(new float[][] {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}}, unsharp(gauss(13, 2), 3));
        }
    },

    /** Light from the north-west and from the north-east. */
    EMBOSS {
        @Override
        List<float[][]> kernels() {
            return List.of(
                    new float[][] {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}},
                    new float[][] {{0, -1, -2}, {1, 1, -1}, {2, 1, 0}});
        }
    },

    /** Gabor filters in eight orientations, 22.5 degrees apart. */
    GABOR {
        @Override
        List<float[][]> kernels() {
            List<float[][]> kernels = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                kernels.add(gabor(15, Math.PI * i / 8, 6, 3, 0.6));
            }
            return kernels;
        }
    },

    /** All of them. */
    ALL {
        @Override
        List<float[][]> kernels() {
            List<float[][]> kernels = new ArrayList<>();
            for (FilterBank bank : values()) {
                if (bank != ALL) {
                    kernels.addAll(bank.kernels());
                }
            }
            return kernels;
        }
    };

    private static final long MAX_ELEMENTS = 1 << 26;

    /** Square kernels of odd sizes, rows first. */
    abstract List<float[][]> kernels();

    /** The bank's weights for an input of this many channels, whose mean is filtered: {@code [filters, channels, k, k]}. */
    Tensor weight(int channels) {
        List<float[][]> kernels = kernels();
        int size = kernels.stream().mapToInt(kernel -> kernel.length).max().orElseThrow();
        long elements = (long) kernels.size() * channels * size * size;
        if (elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException("bank " + this + ": " + channels + " channels are too many for it");
        }
        float[] weight = new float[(int) elements];
        for (int filter = 0; filter < kernels.size(); filter++) {
            float[][] kernel = kernels.get(filter);
            int margin = (size - kernel.length) / 2;
            for (int channel = 0; channel < channels; channel++) {
                for (int row = 0; row < kernel.length; row++) {
                    for (int column = 0; column < kernel.length; column++) {
                        int plane = (filter * channels + channel) * size;
                        weight[(plane + margin + row) * size + margin + column] = kernel[row][column] / channels;
                    }
                }
            }
        }
        return Tensor.of(weight, kernels.size(), channels, size, size);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static float[][] mean(int size) {
        return normalized(size, (y, x) -> 1);
    }

    private static float[][] gauss(int size, double sigma) {
        return normalized(size, (y, x) -> Math.exp(-(x * x + y * y) / (2 * sigma * sigma)));
    }

    private static float[][] unsharp(float[][] blur, float amount) {
        float[][] kernel = new float[blur.length][blur.length];
        for (int row = 0; row < blur.length; row++) {
            for (int column = 0; column < blur.length; column++) {
                kernel[row][column] = -amount * blur[row][column];
            }
        }
        kernel[blur.length / 2][blur.length / 2] += 1 + amount;
        return kernel;
    }

    private static float[][] gabor(int size, double angle, double wavelength, double sigma, double aspect) {
        return sampled(size, (y, x) -> {
            double along = x * Math.cos(angle) + y * Math.sin(angle);
            double across = -x * Math.sin(angle) + y * Math.cos(angle);
            double envelope = Math.exp(-(along * along + aspect * aspect * across * across) / (2 * sigma * sigma));
            // The sine answers to edges, and gives nothing for even light.
            return envelope * Math.sin(2 * Math.PI * along / wavelength);
        });
    }

    /** A function of the distance from the centre: y downwards, x to the right. */
    private interface Profile {
        double at(double y, double x);
    }

    private static float[][] sampled(int size, Profile profile) {
        float[][] kernel = new float[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                kernel[row][column] = (float) profile.at(row - size / 2, column - size / 2);
            }
        }
        return kernel;
    }

    private static float[][] normalized(int size, Profile profile) {
        float[][] kernel = sampled(size, profile);
        double sum = 0;
        for (float[] row : kernel) {
            for (float value : row) {
                sum += value;
            }
        }
        for (float[] row : kernel) {
            for (int column = 0; column < size; column++) {
                row[column] /= (float) sum;
            }
        }
        return kernel;
    }
}
