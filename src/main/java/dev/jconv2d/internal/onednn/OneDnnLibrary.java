package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.NativeConfig;
import dev.jconv2d.internal.Storage;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_version_t;

/** The loaded library: its one engine, which lives as long as the process, and what it says of itself. */
public final class OneDnnLibrary {
    private final dnnl_engine engine;
    private final String version;
    private final String isa;
    private final OmpThreads threads;

    private OneDnnLibrary(dnnl_engine engine, String version, String isa, OmpThreads threads) {
        this.engine = engine;
        this.version = version;
        this.isa = isa;
        this.threads = threads;
    }

    /** Opens the engine of the native code, which has been loaded; throws whatever goes wrong. */
    static OneDnnLibrary open(NativeConfig config) {
        if (!ArgumentList.layoutIsAsExpected()) {
            throw new LinkageError("dnnl_exec_arg_t has an unexpected layout");
        }
        capIsa(config.get("isa.max"));
        dnnl_engine engine = new dnnl_engine();
        Status.check(dnnl_engine_create(engine, dnnl_cpu, 0), "dnnl_engine_create");
        dnnl_version_t version = dnnl_version();
        return new OneDnnLibrary(
                engine,
                "oneDNN " + version.major() + "." + version.minor() + "." + version.patch(),
                isaName(dnnl_get_effective_cpu_isa()),
                OmpThreads.of(config.threads()));
    }

    dnnl_engine engine() {
        return engine;
    }

    /** Its name and number, {@code oneDNN 3.11.0}. */
    public String version() {
        return version;
    }

    /** The instruction set in use, in upper case as {@code ONEDNN_MAX_CPU_ISA} takes it. */
    public String isa() {
        return isa;
    }

    /** How many threads a primitive gets by default. */
    public OmpThreads threads() {
        return threads;
    }

    /** How many threads the primitives of a layer get. */
    public OmpThreads threads(OptionalInt budget) {
        return budget.isEmpty() ? threads : OmpThreads.of(budget);
    }

    /** Copies a tensor into another format. */
    public void convert(
            Storage from,
            MemoryFormat fromFormat,
            Storage to,
            MemoryFormat toFormat,
            int batch,
            int channels,
            int pixels) {
        long[] dims = {batch, channels, pixels, 1};
        threads.make(() -> {
            try (Handles handles = new Handles()) {
                OneTimeCopy.run(
                        engine,
                        handles.plain(Layout.of(fromFormat).tag, dims),
                        from,
                        handles.plain(Layout.of(toFormat).tag, dims),
                        to);
                return to;
            }
        });
    }

    private static void capIsa(String name) {
        if (name.isEmpty()) {
            return;
        }
        for (cpu_isa isa : cpu_isa.values()) {
            if (spelling(isa).equalsIgnoreCase(name)) {
                Status.check(dnnl_set_max_cpu_isa(isa.value), "dnnl_set_max_cpu_isa(" + name + ")");
                return;
            }
        }
        throw new NativeConfig.InvalidValue(
                "isa.max",
                name,
                "must be one of "
                        + Arrays.stream(cpu_isa.values())
                                .map(OneDnnLibrary::spelling)
                                .collect(Collectors.joining(", ")));
    }

    private static String isaName(int value) {
        for (cpu_isa isa : cpu_isa.values()) {
            if (isa.value == value) {
                return spelling(isa);
            }
        }
        return "0x" + Integer.toHexString(value);
    }

    private static String spelling(cpu_isa isa) {
        return isa.name().replaceFirst("^isa_", "").toUpperCase(Locale.ROOT);
    }
}
