package dev.jconv2d.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.jconv2d.internal.Storage;
import java.nio.ByteBuffer;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;

/** What oneDNN tells of what it has made. */
final class Queries {
    private Queries() {}

    /** The implementation's name, such as {@code brg_conv_fwd:avx512_core}. */
    static String implementation(dnnl_primitive_desc primitive) {
        Storage result = Storage.allocate(Long.BYTES);
        Status.check(
                dnnl_primitive_desc_query(primitive, dnnl_query_impl_info_str, 0, Address.of(result)),
                "dnnl_primitive_desc_query");
        return new BytePointer(new Address().set(result.bytes().getLong(0))).getString();
    }

    /**
     * A layout as oneDNN's format tags have it: dimensions from the slowest to the fastest, those that are blocked in upper
     * case, then the blocks: {@code nhwc}, {@code nChw16c}, {@code OIhw16i16o}.
     *
     * @param letters of the dimensions, {@code nchw}
     */
    static String layout(dnnl_memory_desc desc, String letters) {
        long[] strides = array(desc, dnnl_query_strides, letters.length());
        int blocks = (int) number(desc, dnnl_query_inner_nblks_s32);
        long[] sizes = array(desc, dnnl_query_inner_blks, blocks);
        long[] dimensions = array(desc, dnnl_query_inner_idxs, blocks);
        // Plain loops: a first result must not wait for streams to be linked.
        boolean[] named = new boolean[letters.length()];
        StringBuilder name = new StringBuilder();
        while (name.length() < letters.length()) {
            int slowest = -1;
            for (int i = 0; i < named.length; i++) {
                if (!named[i] && (slowest < 0 || strides[i] > strides[slowest])) {
                    slowest = i;
                }
            }
            named[slowest] = true;
            char letter = letters.charAt(slowest);
            name.append(contains(dimensions, slowest) ? Character.toUpperCase(letter) : letter);
        }
        for (int i = 0; i < blocks; i++) {
            name.append(sizes[i]).append(letters.charAt((int) dimensions[i]));
        }
        return name.toString();
    }

    private static boolean contains(long[] values, long wanted) {
        for (long value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }

    private static long number(dnnl_memory_desc desc, int what) {
        return query(desc, what).getInt(0);
    }

    private static long[] array(dnnl_memory_desc desc, int what, int length) {
        long[] values = new long[length];
        if (length > 0) {
            new LongPointer(new Address().set(query(desc, what).getLong(0))).get(values);
        }
        return values;
    }

    private static ByteBuffer query(dnnl_memory_desc desc, int what) {
        Storage result = Storage.allocate(Long.BYTES);
        Status.check(dnnl_memory_desc_query(desc, what, Address.of(result)), "dnnl_memory_desc_query");
        return result.bytes();
    }
}
