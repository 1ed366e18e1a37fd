package org.bnn4j.layers.internal.verification;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.OpVisitor;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.graph.Window;

/**
 * Shows which values of its inputs an operation sums up, and with which weights. Each case returns
 * what shows the summands of one value, by its index.
 */
final class Summands implements OpVisitor<IntConsumer> {
  /** Is shown one summand after the other. */
  interface Reader {
    /** Value {@code index} of input {@code input}. */
    void value(int input, int index, double weight);

    /** The same in a packed product, which multiplies what the map makes of a byte. */
    void packed(int input, int index, double weight, InputMap map);

    /** The value that the map pads with. */
    void padding(double weight, InputMap map);
  }

  private final List<Edge> inputs;
  private final Edge output;
  private final Reader reader;

  Summands(List<Edge> inputs, Edge output, Reader reader) {
    this.inputs = inputs;
    this.output = output;
    this.reader = reader;
  }

  @Override
  public IntConsumer packedDense(PackedDense op) {
    return index -> {
      for (int input = 0; input < inputs.size(); input++) {
        for (int i = 0; i < inputs.get(input).size(); i++) {
          reader.packed(input, i, op.weights().weight(index, i), InputMap.PLAIN);
        }
      }
    };
  }

  @Override
  public IntConsumer floatDense(FloatDense op) {
    return index -> {
      for (int i = 0; i < inputs.get(0).size(); i++) {
        reader.value(0, i, op.weights().get(index, i));
      }
    };
  }

  @Override
  public IntConsumer packedConv(PackedConv op) {
    return index ->
        allChannels(
            op.window(),
            index,
            input -> op.weights().weight(channel(index), input),
            shownPacked(op.input()));
  }

  @Override
  public IntConsumer floatConv(FloatConv op) {
    return index ->
        allChannels(op.window(), index, input -> op.weights().get(channel(index), input), shown());
  }

  @Override
  public IntConsumer packedDepthwise(PackedDepthwise op) {
    int perChannel = output.shape().channels() / inputs.get(0).shape().channels();
    return index ->
        oneChannel(
            op.window(),
            index,
            channel(index) / perChannel,
            tap -> op.weights().weight(channel(index), tap),
            shownPacked(op.input()));
  }

  @Override
  public IntConsumer pool(Pool op) {
    return index -> oneChannel(op.window(), index, channel(index), tap -> 1, shown());
  }

  @Override
  public IntConsumer pad(Pad op) {
    Window window = Window.of(1, 1).padding(op.top(), op.bottom(), op.left(), op.right());
    return index -> oneChannel(window, index, channel(index), tap -> 1, shown());
  }

  @Override
  public IntConsumer flatten(Flatten op) {
    Shape map = inputs.get(0).shape();
    int pixels = map.height() * map.width();
    return index -> {
      int source = index % pixels * map.channels() + index / pixels;
      reader.value(0, op.channelsFirst() ? source : index, 1);
    };
  }

  @Override
  public IntConsumer add(Add op) {
    return index -> {
      for (int input = 0; input < inputs.size(); input++) {
        reader.value(input, index, 1);
      }
    };
  }

  @Override
  public IntConsumer concat(Concat op) {
    return index -> {
      int channel = channel(index);
      int input = 0;
      while (channel >= inputs.get(input).shape().channels()) {
        channel -= inputs.get(input).shape().channels();
        input++;
      }
      reader.value(input, pixel(index) * inputs.get(input).shape().channels() + channel, 1);
    };
  }

  @Override
  public IntConsumer input(Input op) {
    throw sumsNothing(op);
  }

  @Override
  public IntConsumer threshold(Threshold op) {
    throw sumsNothing(op);
  }

  @Override
  public IntConsumer sign(Sign op) {
    throw sumsNothing(op);
  }

  @Override
  public IntConsumer channelwise(Channelwise op) {
    throw sumsNothing(op);
  }

  @Override
  public IntConsumer softmax(Softmax op) {
    throw sumsNothing(op);
  }

  private static IllegalArgumentException sumsNothing(Op op) {
    return new IllegalArgumentException(op + " sums up nothing");
  }

  private int channel(int index) {
    return index % output.shape().channels();
  }

  private int pixel(int index) {
    return index / output.shape().channels();
  }

  /** Shows a channel of a pixel, or padding for a pixel below 0. */
  private interface Shown {
    void show(int pixel, int channel, double weight);
  }

  private Shown shown() {
    return (pixel, channel, weight) -> {
      if (pixel < 0) {
        reader.padding(weight, InputMap.PLAIN);
      } else {
        reader.value(0, pixel * inputs.get(0).shape().channels() + channel, weight);
      }
    };
  }

  private Shown shownPacked(InputMap map) {
    return (pixel, channel, weight) -> {
      if (pixel < 0) {
        reader.padding(weight, map);
      } else {
        for (int input = 0; input < inputs.size(); input++) {
          reader.packed(input, pixel * inputs.get(0).shape().channels() + channel, weight, map);
        }
      }
    };
  }

  private void allChannels(Window window, int index, IntToDoubleFunction weight, Shown shown) {
    int channels = inputs.get(0).shape().channels();
    for (int tap = 0; tap < window.taps(); tap++) {
      int source = source(window, pixel(index), tap);
      for (int channel = 0; channel < channels; channel++) {
        shown.show(source, channel, weight.applyAsDouble(tap * channels + channel));
      }
    }
  }

  private void oneChannel(
      Window window, int index, int channel, IntToDoubleFunction weight, Shown shown) {
    for (int tap = 0; tap < window.taps(); tap++) {
      shown.show(source(window, pixel(index), tap), channel, weight.applyAsDouble(tap));
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
}
