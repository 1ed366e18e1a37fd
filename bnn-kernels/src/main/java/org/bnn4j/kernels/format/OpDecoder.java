package org.bnn4j.kernels.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.EdgeKind;

/** Makes a node of the payload of its section. */
final class OpDecoder {
  private final Payload in;

  OpDecoder(Payload in) {
    this.in = in;
  }

  Node node() throws BnnFormatException {
    String name = in.string();
    int count = in.count(4, "inputs");
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(in.number());
    }
    long at = in.offset();
    try {
      return new Node(name, op(), inputs);
    } catch (IllegalArgumentException e) {
      throw new BnnFormatException(
          at, "section " + in.section() + " '" + name + "': " + e.getMessage());
    }
  }

  private Op op() throws BnnFormatException {
    int code = in.octet();
    return switch (code) {
      case Format.OP_INPUT -> new Input(inputEdge());
      case Format.OP_INPUT_OF_PLANES -> new Input(inputEdge(), true);
      case Format.OP_PACKED_DENSE -> new PackedDense(packedWeights());
      case Format.OP_PACKED_CONV -> new PackedConv(window(), packedWeights(), inputMap());
      case Format.OP_PACKED_DEPTHWISE -> new PackedDepthwise(window(), packedWeights(), inputMap());
      case Format.OP_FLOAT_DENSE -> new FloatDense(floatWeights());
      case Format.OP_FLOAT_CONV -> new FloatConv(window(), floatWeights());
      case Format.OP_THRESHOLD -> new Threshold(in.ints(), in.ints());
      case Format.OP_SIGN -> new Sign();
      case Format.OP_CHANNELWISE -> channelwise();
      case Format.OP_SOFTMAX -> new Softmax();
      case Format.OP_POOL -> new Pool(in.known(Pool.Kind.values(), "kind of pooling"), window());
      case Format.OP_PAD -> new Pad(in.number(), in.number(), in.number(), in.number());
      case Format.OP_FLATTEN -> new Flatten(in.flag());
      case Format.OP_ADD -> new Add();
      case Format.OP_CONCAT -> new Concat();
      default -> throw in.wrong("operation " + code + " is unknown to this version");
    };
  }

  private Edge inputEdge() throws BnnFormatException {
    EdgeKind kind = in.known(EdgeKind.values(), "edge kind");
    return new Edge(kind, new Shape(in.number(), in.number(), in.number()));
  }

  private PackedWeights packedWeights() throws BnnFormatException {
    int bits = in.octet();
    int outputs = in.number();
    int fanIn = in.number();
    if (bits != 1 && bits != 2) {
      throw in.wrong("weights of " + bits + " bits");
    }
    BitMatrix sign = new BitMatrix(outputs, fanIn, in.ints());
    return new PackedWeights(
        sign, bits == 1 ? Optional.empty() : Optional.of(new BitMatrix(outputs, fanIn, in.ints())));
  }

  private FloatWeights floatWeights() throws BnnFormatException {
    return new FloatWeights(in.number(), in.number(), in.floats());
  }

  private Window window() throws BnnFormatException {
    return new Window(
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number());
  }

  private InputMap inputMap() throws BnnFormatException {
    return new InputMap(in.number(), in.number(), in.number());
  }

  private Channelwise channelwise() throws BnnFormatException {
    int count = in.count(5, "terms");
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      terms.add(new Term(in.known(Operation.values(), "arithmetic operation"), in.floats()));
    }
    return new Channelwise(terms);
  }
}
