package dev.jconv2d.internal;

/** A backend: makes the kernel for a problem. Thread-safe. */
@FunctionalInterface
public interface KernelProvider {
    /**
     * Makes a kernel; what was half built is released if that fails.
     *
     * @param problem the sizes and formats; batch may be 0
     * @param parameters the layer's values
     */
    Kernel create(Problem problem, Parameters parameters);
}
