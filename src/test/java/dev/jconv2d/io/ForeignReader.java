package dev.jconv2d.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** A reader for PNG as other libraries bring them, registered in front of the JDK's until it is closed. */
final class ForeignReader extends ImageReaderSpi implements AutoCloseable {
    private final AtomicInteger asked = new AtomicInteger();

    private ForeignReader() {
        super(
                "nobody",
                "1",
                new String[] {"png"},
                null,
                null,
                ForeignReader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    static ForeignReader registered() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ForeignReader reader = new ForeignReader();
        List<ImageReaderSpi> others = new ArrayList<>();
        registry.getServiceProviders(ImageReaderSpi.class, false).forEachRemaining(others::add);
        registry.registerServiceProvider(reader, ImageReaderSpi.class);
        others.forEach(other -> registry.setOrdering(ImageReaderSpi.class, reader, other));
        return reader;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public boolean canDecodeInput(Object source) {
        asked.incrementAndGet();
        return true;
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        asked.incrementAndGet();
        throw new IllegalStateException("must not be asked");
    }

    @Override
    public String getDescription(Locale locale) {
        return "none";
    }

    @Override
    public void close() {
        IIORegistry.getDefaultInstance().deregisterServiceProvider(this);
    }
}
