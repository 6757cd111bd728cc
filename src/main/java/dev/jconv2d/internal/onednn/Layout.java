package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.MemoryFormat;
import dev.jconv2d.internal.planning.Candidate;
import org.jspecify.annotations.Nullable;

/** Layouts that oneDNN is asked for. */
enum Layout {
    /** The implementation's choice; data are reordered into it and back, where that is another than the caller's. */
    ANY(Candidate.ANY, dnnl_format_tag_any),
    /** The implementation's choice, taken only if it is the caller's. */
    AS_IS(Candidate.AS_IS, dnnl_format_tag_any),
    NCHW("nchw", dnnl_nchw),
    NHWC("nhwc", dnnl_nhwc),
    NCHW8C("nChw8c", dnnl_nChw8c),
    NCHW16C("nChw16c", dnnl_nChw16c);

    final String spelling;
    final int tag;

    Layout(String spelling, int tag) {
        this.spelling = spelling;
        this.tag = tag;
    }

    static Layout of(MemoryFormat format) {
        return format == MemoryFormat.CHANNELS_LAST ? NHWC : NCHW;
    }

    /** The spelling of what a spelling means. */
    static String spelled(String spelling, MemoryFormat caller) {
        return spelling.equals(Candidate.GIVEN) ? of(caller).spelling : spelling;
    }

    /** The layout that a candidate means, or null if there is none of that name. */
    static @Nullable Layout named(String spelling, MemoryFormat caller) {
        if (spelling.equals(Candidate.GIVEN)) {
            return of(caller);
        }
        for (Layout layout : values()) {
            if (layout.spelling.equals(spelling)) {
                return layout;
            }
        }
        return null;
    }
}
