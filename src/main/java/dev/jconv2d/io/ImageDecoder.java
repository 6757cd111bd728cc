package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Has the JDK decode a PNG or JPEG, within bounds, and turns all the ways in which that fails into one. */
final class ImageDecoder {
    /** Also keeps every tensor of four channels below the limit of 2 GiB - 1. */
    static final int MAX_PIXELS = 100_000_000;

    /** Room for that many pixels of four 16-bit samples. */
    private static final int MAX_BYTES = 1 << 30;

    /** No PNG (1032 bytes of one-bit pixels) and no JPEG (a bit a block) has more: who claims it would have us allocate. */
    private static final long MAX_PIXELS_PER_BYTE = 10_000;

    private ImageDecoder() {}

    static BufferedImage decode(String file, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES);
        if (bytes.length == MAX_BYTES) {
            throw new FormatException(file, "is too long: must have less than " + MAX_BYTES + " bytes");
        }
        // The stream is made by hand: ImageIO's own choice would need a temporary file, or a process-wide setting.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(file, in);
            try {
                return decode(file, reader, in, bytes.length);
            } finally {
                reader.dispose();
            }
        } catch (FormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer some damage with exceptions such as IllegalArgumentException.
            throw new FormatException(
                    file,
                    "cannot be decoded: " + Quoted.plain(e.getMessage() == null ? e.toString() : e.getMessage()),
                    e);
        }
    }

    private static ImageReader reader(String file, ImageInputStream in) throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            if (readers.hasNext()) {
                ImageReader reader = readers.next();
                if (canDecode(reader, in)) {
                    return reader;
                }
                reader.dispose();
            }
        }
        throw new FormatException(file, "is neither PNG nor JPEG");
    }

    private static boolean canDecode(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            return reader.getOriginatingProvider().canDecodeInput(in);
        } catch (EOFException e) {
            in.seek(0); // shorter than the format's signature, and not put back by who found out
            return false;
        }
    }

    private static BufferedImage decode(String file, ImageReader reader, ImageInputStream in, int length)
            throws IOException {
        AtomicReference<@Nullable String> damage = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (isDamage(warning)) {
                damage.compareAndSet(null, warning);
            }
        });
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS || pixels > MAX_PIXELS_PER_BYTE * length) {
            throw new FormatException(
                    file,
                    "claims " + reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels in " + length
                            + " bytes: must be at most " + MAX_PIXELS + ", and " + MAX_PIXELS_PER_BYTE + " a byte");
        }
        BufferedImage decoded = reader.read(0);
        if (damage.get() != null) {
            throw new FormatException(file, "is damaged: " + damage.get());
        }
        return decoded;
    }

    /** The JPEG reader goes on with grey where data are missing, and warns. */
    private static boolean isDamage(String warning) {
        return warning.startsWith("Truncated")
                || (warning.startsWith("Corrupt") && !warning.contains("extraneous bytes"));
    }
}
