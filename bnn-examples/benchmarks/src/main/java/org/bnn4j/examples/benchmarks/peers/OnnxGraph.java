package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX model in the making: a chain of nodes, each reading what the one before put out. */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;
  private static final String CONTRIB = "com.microsoft";

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("graph");
  private String last;

  /** A graph with an input of any number of examples. */
  OnnxGraph(Net net, Onnx.TensorProto.DataType input) {
    last = "input";
    if (net.convolutional()) {
      graph.addInput(
          info(last, input, net.shape().channels(), net.shape().height(), net.shape().width()));
    } else {
      graph.addInput(info(last, input, net.values()));
    }
  }

  private static Onnx.ValueInfoProto info(
      String name, Onnx.TensorProto.DataType type, int... sizes) {
    Onnx.TensorShapeProto.Builder shape =
        Onnx.TensorShapeProto.newBuilder()
            .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (int size : sizes) {
      shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    Onnx.TypeProto.Tensor tensor =
        Onnx.TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(Onnx.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds a node; its first input is the last node's output, the others are named. */
  Onnx.NodeProto.Builder node(String operator, String name, String... inputs) {
    Onnx.NodeProto.Builder node =
        graph
            .addNodeBuilder()
            .setOpType(operator)
            .setName(name)
            .addInput(last)
            .addAllInput(List.of(inputs))
            .addOutput(name);
    last = name;
    return node;
  }

  /** Adds a node of an operator that is ONNX Runtime's own. */
  void contributed(String operator, String name, String... inputs) {
    node(operator, name, inputs).setDomain(CONTRIB);
  }

  /** Adds a 2x2 max-pooling. */
  void pool(String name) {
    node("MaxPool", name)
        .addAttribute(list("kernel_shape", 2, 2))
        .addAttribute(list("strides", 2, 2));
  }

  /** Adds constants. */
  String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = room(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return constant(name, Onnx.TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** Adds constants. */
  String ints(String name, int[] values, long... shape) {
    ByteBuffer bytes = room(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return constant(name, Onnx.TensorProto.DataType.INT32, bytes, shape);
  }

  /** Adds constants of signed or unsigned bytes. */
  String bytes(String name, Onnx.TensorProto.DataType type, byte[] values, long... shape) {
    return constant(name, type, ByteBuffer.wrap(values), shape);
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(
      String name, Onnx.TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    Onnx.TensorProto.Builder tensor =
        graph
            .addInitializerBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    return name;
  }

  /** An attribute of whole numbers. */
  static Onnx.AttributeProto list(String name, long... values) {
    Onnx.AttributeProto.Builder attribute =
        Onnx.AttributeProto.newBuilder()
            .setName(name)
            .setType(Onnx.AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** Adds a softmax and writes the model, whose output has one score for each class. */
  void write(Path file) throws IOException {
    node("Softmax", "scores");
    graph.addOutput(info(last, Onnx.TensorProto.DataType.FLOAT, Net.CLASSES));
    Onnx.ModelProto model =
        Onnx.ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("bnn4j-examples")
            .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setDomain(CONTRIB).setVersion(1))
            .setGraph(graph)
            .build();
    WholeFile.write(file, model.toByteArray());
  }
}
