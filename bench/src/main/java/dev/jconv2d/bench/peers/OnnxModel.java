package dev.jconv2d.bench.peers;

import com.google.protobuf.CodedOutputStream;
import dev.jconv2d.bench.LayerData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An ONNX model of one convolution, written field by field: so few need no generated classes. Weights and bias are
 * initialisers: constants, which the runtime may rearrange when it loads them.
 */
final class OnnxModel {
    static final String INPUT = "x";
    static final String OUTPUT = "y";

    private static final String WEIGHT = "w";
    private static final String BIAS = "b";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    /** TensorProto.DataType.FLOAT. */
    private static final int FLOAT = 1;
    /** AttributeProto.AttributeType.INT. */
    private static final int INT = 2;
    /** AttributeProto.AttributeType.INTS. */
    private static final int INTS = 7;

    private OnnxModel() {}

    /** The serialised ModelProto. */
    static byte[] of(LayerData data, PeerLayer layer) {
        return message(model -> {
            model.writeInt64(1, IR_VERSION); // ModelProto.ir_version
            model.writeByteArray(7, graph(data, layer)); // ModelProto.graph
            model.writeByteArray(8, message(opset -> opset.writeInt64(2, OPSET))); // opset_import, its version
        });
    }

    private static byte[] graph(LayerData data, PeerLayer layer) {
        return message(graph -> {
            graph.writeByteArray(1, node(layer)); // GraphProto.node
            graph.writeString(2, "layer"); // GraphProto.name
            graph.writeByteArray(5, tensor(WEIGHT, layer.weightShape(), data.weight())); // GraphProto.initializer
            graph.writeByteArray(5, tensor(BIAS, layer.biasShape(), data.bias())); // GraphProto.initializer
            graph.writeByteArray(11, value(INPUT, layer.inputShape())); // GraphProto.input
            graph.writeByteArray(12, value(OUTPUT, layer.outputShape())); // GraphProto.output
        });
    }

    private static byte[] node(PeerLayer layer) {
        return message(node -> {
            node.writeString(1, INPUT); // NodeProto.input
            node.writeString(1, WEIGHT); // NodeProto.input
            node.writeString(1, BIAS); // NodeProto.input
            node.writeString(2, OUTPUT); // NodeProto.output
            node.writeString(4, "Conv"); // NodeProto.op_type
            node.writeByteArray(5, integers("strides", layer.strides())); // NodeProto.attribute
            node.writeByteArray(5, integers("dilations", layer.dilations())); // NodeProto.attribute
            node.writeByteArray(5, integers("pads", layer.pads())); // NodeProto.attribute
            node.writeByteArray(5, integer("group", layer.groups())); // NodeProto.attribute
        });
    }

    private static byte[] integer(String name, long value) {
        return message(attribute -> {
            attribute.writeString(1, name); // AttributeProto.name
            attribute.writeInt64(3, value); // AttributeProto.i
            attribute.writeEnum(20, INT); // AttributeProto.type
        });
    }

    private static byte[] integers(String name, long... values) {
        return message(attribute -> {
            attribute.writeString(1, name); // AttributeProto.name
            for (long value : values) {
                attribute.writeInt64(8, value); // AttributeProto.ints
            }
            attribute.writeEnum(20, INTS); // AttributeProto.type
        });
    }

    private static byte[] tensor(String name, long[] shape, float... values) {
        byte[] raw = new byte[Float.BYTES * values.length];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return message(tensor -> {
            for (long size : shape) {
                tensor.writeInt64(1, size); // TensorProto.dims
            }
            tensor.writeInt32(2, FLOAT); // TensorProto.data_type
            tensor.writeString(8, name); // TensorProto.name
            tensor.writeByteArray(9, raw); // TensorProto.raw_data
        });
    }

    private static byte[] value(String name, long... shape) {
        byte[] sizes = message(all -> {
            for (long size : shape) {
                all.writeByteArray(1, message(one -> one.writeInt64(1, size))); // TensorShapeProto.dim, its dim_value
            }
        });
        byte[] tensor = message(type -> {
            type.writeInt32(1, FLOAT); // TypeProto.Tensor.elem_type
            type.writeByteArray(2, sizes); // TypeProto.Tensor.shape
        });
        return message(value -> {
            value.writeString(1, name); // ValueInfoProto.name
            value.writeByteArray(2, message(type -> type.writeByteArray(1, tensor))); // type, its tensor_type
        });
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }
}
