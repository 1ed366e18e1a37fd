package org.bnn4j.layers.internal.verification;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;

/** Which values of its inputs an operation's value is made of, and with which weights. */
final class Summands {
  /** Is shown one value after the other. */
  interface Visitor {
    /** Value {@code index} of input {@code input}. */
    void value(int input, int index, double weight);

    /** A value of padding. */
    void padding(double weight);
  }

  private final Op op;
  private final List<Edge> inputs;
  private final Edge output;
  private final Visitor visitor;

  Summands(Op op, List<Edge> inputs, Edge output, Visitor visitor) {
    this.op = op;
    this.inputs = inputs;
    this.output = output;
    this.visitor = visitor;
  }

  /** Shows what value {@code index} is made of. */
  void visit(int index) {
    int channels = output.shape().channels();
    int channel = index % channels;
    int pixel = index / channels;
    if (op instanceof PackedDense dense) {
      all(input -> dense.weights().weight(index, input));
    } else if (op instanceof FloatDense dense) {
      all(input -> dense.weights().get(index, input));
    } else if (op instanceof PackedConv conv) {
      window(conv.window(), pixel, input -> conv.weights().weight(channel, input));
    } else if (op instanceof FloatConv conv) {
      window(conv.window(), pixel, input -> conv.weights().get(channel, input));
    } else if (op instanceof PackedDepthwise conv) {
      int source = channel / (channels / inputs.get(0).shape().channels());
      plane(conv.window(), pixel, source, tap -> conv.weights().weight(channel, tap));
    } else if (op instanceof Pool pool) {
      plane(pool.window(), pixel, channel, tap -> 1);
    } else if (op instanceof Pad pad) {
      Window window = Window.of(1, 1).padding(pad.top(), pad.bottom(), pad.left(), pad.right());
      plane(window, pixel, channel, tap -> 1);
    } else if (op instanceof Flatten flatten) {
      visitor.value(0, flatten.channelsFirst() ? ofPlanes(index) : index, 1);
    } else if (op instanceof Add) {
      for (int input = 0; input < inputs.size(); input++) {
        visitor.value(input, index, 1);
      }
    } else if (op instanceof Concat) {
      concatenated(pixel, channel);
    } else {
      throw new IllegalArgumentException(op + " is made of no sum");
    }
  }

  private void all(IntToDoubleFunction weight) {
    for (int input = 0; input < inputs.size(); input++) {
      for (int index = 0; index < inputs.get(input).size(); index++) {
        visitor.value(input, index, weight.applyAsDouble(index));
      }
    }
  }

  private void window(Window window, int pixel, IntToDoubleFunction weight) {
    int channels = inputs.get(0).shape().channels();
    for (int tap = 0; tap < window.taps(); tap++) {
      int source = source(window, pixel, tap);
      for (int channel = 0; channel < channels; channel++) {
        show(source, channel, weight.applyAsDouble(tap * channels + channel));
      }
    }
  }

  private void plane(Window window, int pixel, int channel, IntToDoubleFunction weight) {
    for (int tap = 0; tap < window.taps(); tap++) {
      show(source(window, pixel, tap), channel, weight.applyAsDouble(tap));
    }
  }

  private void show(int pixel, int channel, double weight) {
    if (pixel < 0) {
      visitor.padding(weight);
    } else {
      for (int input = 0; input < inputs.size(); input++) {
        visitor.value(input, pixel * inputs.get(0).shape().channels() + channel, weight);
      }
    }
  }

  /** The pixel of the input under a tap, or -1 for padding. */
  private int source(Window window, int pixel, int tap) {
    Shape map = inputs.get(0).shape();
    int width = output.shape().width();
    int row = window.inputRow(pixel / width, tap / window.width());
    int column = window.inputColumn(pixel % width, tap % window.width());
    boolean inside = row >= 0 && row < map.height() && column >= 0 && column < map.width();
    return inside ? row * map.width() + column : -1;
  }

  private int ofPlanes(int index) {
    Shape map = inputs.get(0).shape();
    int pixels = map.height() * map.width();
    return index % pixels * map.channels() + index / pixels;
  }

  private void concatenated(int pixel, int channel) {
    int first = 0;
    for (int input = 0; input < inputs.size(); input++) {
      int channels = inputs.get(input).shape().channels();
      if (channel < first + channels && channel >= first) {
        visitor.value(input, pixel * channels + channel - first, 1);
      }
      first += channels;
    }
  }
}
