package org.bnn4j.kernels.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;

/**
 * Writes a graph as a model file. The same graph always gives the same bytes. What is inside a
 * section, {@link OpDecoder} takes apart in the same order.
 */
public final class ModelWriter {
  private final OutputStream out;

  /** What is to be written next. */
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ModelWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a model file; does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Graph graph, OutputStream out) throws IOException {
    new ModelWriter(out).write(graph);
  }

  private void write(Graph graph) throws IOException {
    out.write(Format.MAGIC);
    number(Format.VERSION);
    out.write(take());
    for (Node node : graph.nodes()) {
      node(node);
      section(Format.NODE);
    }
    if (!graph.labels().isEmpty()) {
      number(graph.labels().size());
      for (String label : graph.labels()) {
        string(label);
      }
      section(Format.LABELS);
    }
    number(graph.nodes().size());
    section(Format.END);
  }

  /** Writes a section of what has been gathered. */
  private void section(int tag) throws IOException {
    byte[] payload = take();
    number(tag);
    number(payload.length);
    byte[] head = take();
    CRC32C crc = new CRC32C();
    crc.update(head);
    crc.update(payload);
    number((int) crc.getValue());
    out.write(head);
    out.write(payload);
    out.write(take());
  }

  private byte[] take() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  private void node(Node node) {
    string(node.name());
    number(node.inputs().size());
    for (int input : node.inputs()) {
      number(input);
    }
    op(node.op());
  }

  private void op(Op op) {
    if (op instanceof Input input) {
      Shape shape = input.edge().shape();
      bytes.write(Format.OP_INPUT);
      bytes.write(input.edge().kind().code());
      number(shape.height());
      number(shape.width());
      number(shape.channels());
    } else if (op instanceof PackedDense dense) {
      packedDense(dense);
    } else if (op instanceof Threshold threshold) {
      bytes.write(Format.OP_THRESHOLD);
      ints(threshold.thresholds());
      ints(threshold.flips());
    } else if (op instanceof Sign) {
      bytes.write(Format.OP_SIGN);
    } else if (op instanceof Channelwise channelwise) {
      channelwise(channelwise);
    } else if (op instanceof FloatDense dense) {
      bytes.write(Format.OP_FLOAT_DENSE);
      number(dense.outputs());
      number(dense.fanIn());
      floats(dense.weights());
    } else if (op instanceof Softmax) {
      bytes.write(Format.OP_SOFTMAX);
    } else if (op instanceof Add) {
      bytes.write(Format.OP_ADD);
    } else {
      throw new IllegalStateException("no encoding for " + op);
    }
  }

  private void packedDense(PackedDense dense) {
    bytes.write(Format.OP_PACKED_DENSE);
    bytes.write(dense.bitsPerWeight());
    number(dense.outputs());
    number(dense.fanIn());
    ints(dense.sign().words());
    if (dense.nonzero().isPresent()) {
      ints(dense.nonzero().get().words());
    }
  }

  private void channelwise(Channelwise op) {
    bytes.write(Format.OP_CHANNELWISE);
    number(op.terms().size());
    for (Term term : op.terms()) {
      bytes.write(term.operation().code());
      floats(term.operands());
    }
  }

  private void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
  }

  private void ints(int[] values) {
    number(values.length);
    for (int value : values) {
      number(value);
    }
  }

  private void floats(float[] values) {
    number(values.length);
    for (float value : values) {
      number(Float.floatToRawIntBits(value));
    }
  }

  /** Gathers 32 bits, the lowest byte first. */
  private void number(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(value >>> shift);
    }
  }
}
