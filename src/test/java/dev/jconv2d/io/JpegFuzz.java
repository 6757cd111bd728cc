package dev.jconv2d.io;

/** Reads any bytes as a picture; its corpus is of JPEGs. */
public final class JpegFuzz {
    private JpegFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        PictureRead.of(bytes);
    }
}
