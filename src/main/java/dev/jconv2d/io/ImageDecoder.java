package dev.jconv2d.io;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Has the JDK decode an image, and turns all the ways in which that fails into one. */
final class ImageDecoder {
    private ImageDecoder() {}

    static BufferedImage decode(String file, EncodedImage image) throws FormatException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(image.format());
        if (!readers.hasNext()) {
            throw new FormatException(file, "is " + image.format() + ", for which this JDK has no reader");
        }
        ImageReader reader = readers.next();
        AtomicReference<@Nullable String> damage = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (isDamage(warning)) {
                damage.compareAndSet(null, warning);
            }
        });
        // The stream is made by hand: ImageIO's own choice would need a temporary file, or a process-wide setting.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.bytes()))) {
            reader.setInput(in, true, true);
            BufferedImage decoded = reader.read(0);
            if (damage.get() != null) {
                throw new FormatException(file, "is damaged: " + damage.get());
            }
            if (decoded.getWidth() != image.width() || decoded.getHeight() != image.height()) {
                throw new FormatException(
                        file,
                        "claims " + image.width() + " x " + image.height() + " pixels: has " + decoded.getWidth()
                                + " x " + decoded.getHeight());
            }
            return decoded;
        } catch (FormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer some damage with exceptions such as IllegalArgumentException.
            throw new FormatException(file, "cannot be decoded: " + Quoted.plain(String.valueOf(e.getMessage())), e);
        } finally {
            reader.dispose();
        }
    }

    /** The JPEG reader goes on with grey where data are missing, and warns. */
    private static boolean isDamage(String warning) {
        return warning.startsWith("Truncated")
                || (warning.startsWith("Corrupt") && !warning.contains("extraneous bytes"));
    }
}
