package dev.jconv2d.io;

import dev.jconv2d.internal.files.AtomicFile;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes 8-bit PNG files through the JDK. */
final class PngWriter {
    private PngWriter() {}

    /**
     * Writes a file all at once.
     *
     * @param samples row by row, the bands of a pixel side by side; not copied
     * @param bands 1 for grey, 3 for RGB, 4 for RGBA
     */
    static void write(Path file, byte[] samples, int width, int height, int bands) throws IOException {
        int[] offsets = new int[bands];
        for (int band = 0; band < bands; band++) {
            offsets[band] = band;
        }
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length), width, height, width * bands, bands, offsets, null);
        boolean alpha = bands == 4;
        ColorModel colors = new ComponentColorModel(
                ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(colors, raster, false, null);
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
        if (!writers.hasNext()) {
            throw new IOException(file + ": this JDK has no writer for PNG");
        }
        ImageWriter writer = writers.next();
        try {
            AtomicFile.write(file, channel -> {
                // As for reading: no temporary file of ImageIO's, no process-wide setting.
                try (ImageOutputStream out = new MemoryCacheImageOutputStream(Channels.newOutputStream(channel))) {
                    writer.setOutput(out);
                    writer.write(image);
                }
            });
        } finally {
            writer.dispose();
        }
    }
}
