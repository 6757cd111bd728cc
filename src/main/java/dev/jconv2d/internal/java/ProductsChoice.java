package dev.jconv2d.internal.java;

/** Chooses once a process between explicit vectors and plain loops. */
final class ProductsChoice {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String PRODUCTS = "dev.jconv2d.internal.java.vector.VectorProducts";

    static final Products BEST = choose();

    private ProductsChoice() {}

    private static Products choose() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return new PlainProducts("plain loops; --add-modules " + MODULE + " would make it faster");
        }
        String mode = System.getProperty("java.vm.info", "");
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
            return new PlainProducts(
                    "plain loops; without the optimising JIT compiler (" + mode + ") vectors are objects");
        }
        try {
            Products vectors = Class.forName(PRODUCTS)
                    .asSubclass(Products.class)
                    .getDeclaredConstructor()
                    .newInstance();
            vectors.reason(); // which touches the module's classes
            return vectors;
        } catch (ReflectiveOperationException | LinkageError e) {
            // A later JDK may change what is still incubating; plain loops work everywhere.
            return new PlainProducts("plain loops; " + MODULE + " of this JVM cannot be used: " + e);
        }
    }
}
