package dev.jconv2d.io;

import dev.jconv2d.internal.files.Quoted;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Has the JDK decode a PNG or JPEG, within bounds, and turns all the ways in which that fails into one. */
final class ImageDecoder {
    /** Room for as many pixels as may be, of four 16-bit samples. */
    static final int MAX_BYTES = 1 << 30;

    /** Enough to tell what a file is. */
    private static final int SIGNATURE = 8;

    private ImageDecoder() {}

    static BufferedImage decode(String file, InputStream stream) throws IOException {
        Picture picture = picture(file, stream);
        // The stream is made by hand: ImageIO's own choice would need a temporary file, or a process-wide setting.
        try (ImageInputStream in = new MemoryCacheImageInputStream(picture.stream())) {
            ImageReader reader = reader(picture.format());
            try {
                return decode(file, picture, reader, in);
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

    /** What the stream holds. Of what is no picture, a device without an end perhaps, only the first bytes are read. */
    private static Picture picture(String file, InputStream stream) throws IOException {
        byte[] start = stream.readNBytes(SIGNATURE);
        boolean png = PngParts.begins(start);
        if (!png && !JpegParts.begins(start)) {
            throw new FormatException(file, "is neither PNG nor JPEG");
        }
        byte[] rest = stream.readNBytes(MAX_BYTES - start.length);
        if (rest.length == MAX_BYTES - start.length) {
            throw tooLong(file);
        }
        byte[] bytes = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, bytes, start.length, rest.length);
        return png ? PngParts.of(file, bytes) : JpegParts.of(file, bytes);
    }

    static FormatException tooLong(Object file) {
        return new FormatException(file, "is too long: must have less than " + MAX_BYTES + " bytes");
    }

    /** The JDK's own, whatever others are on the class path: what is bounded here is bounded for these. */
    private static ImageReader reader(String format) throws IOException {
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getClass().getModule() == ImageIO.class.getModule()
                    && Arrays.asList(provider.getFormatNames()).contains(format)) {
                return provider.createReaderInstance();
            }
        }
        throw new IOException("this JVM has no reader of its own for " + format);
    }

    private static BufferedImage decode(String file, Picture picture, ImageReader reader, ImageInputStream in)
            throws IOException {
        AtomicReference<@Nullable String> damage = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (isDamage(warning)) {
                damage.compareAndSet(null, warning);
            }
        });
        reader.setInput(in, true, true);
        if (reader.getWidth(0) != picture.width() || reader.getHeight(0) != picture.height()) {
            throw new FormatException(
                    file,
                    "claims " + picture.width() + " x " + picture.height() + " pixels, and elsewhere "
                            + reader.getWidth(0) + " x " + reader.getHeight(0));
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
