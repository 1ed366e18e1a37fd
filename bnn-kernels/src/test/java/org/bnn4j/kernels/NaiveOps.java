package org.bnn4j.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Concat;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/** What one node puts out for what its inputs put out, one value after the other. */
final class NaiveOps {
  private final Op op;
  private final List<double[]> inputs;
  private final double[] x;
  private final Shape map;
  private final Shape output;

  /** Whether weights and inputs count by their magnitudes: sums are then how large they may get. */
  private final boolean sizes;

  private NaiveOps(Graph graph, int index, List<double[]> values, boolean sizes) {
    Node node = graph.nodes().get(index);
    this.op = node.op();
    this.inputs = node.inputs().stream().map(values::get).map(v -> sizes ? abs(v) : v).toList();
    this.x = inputs.get(0);
    this.map = graph.edge(node.inputs().get(0)).shape();
    this.output = graph.edge(index).shape();
    this.sizes = sizes;
  }

  /**
   * What a node puts out.
   *
   * @param values what each node before it puts out
   */
  static double[] evaluate(Graph graph, int node, List<double[]> values) {
    return new NaiveOps(graph, node, values, false).evaluate();
  }

  /** How far floats may be from {@link #evaluate}: half a unit of their size for each rounding. */
  static double[] allowed(Graph graph, int node, List<double[]> values) {
    NaiveOps ops = new NaiveOps(graph, node, values, true);
    int roundings = ops.roundings();
    double[] allowed = new double[ops.output.size()];
    if (graph.edge(node).kind() == EdgeKind.FLOAT && roundings > 0) {
      double[] magnitudes = ops.evaluate();
      Arrays.setAll(allowed, i -> (roundings + 8) * 0x1p-24 * magnitudes[i]);
    }
    return allowed;
  }

  /** How many roundings the sum behind one float has; 0 where no value is new. */
  private int roundings() {
    if (op instanceof PackedDense dense) {
      return dense.weights().fanIn();
    } else if (op instanceof FloatDense dense) {
      return dense.weights().fanIn();
    } else if (op instanceof PackedConv conv) {
      return conv.weights().fanIn();
    } else if (op instanceof FloatConv conv) {
      return conv.weights().fanIn();
    } else if (op instanceof PackedDepthwise conv) {
      return conv.weights().fanIn();
    } else if (op instanceof Pool pool) {
      return pool.kind() == Pool.Kind.MAX ? 0 : pool.window().taps() + 1;
    } else if (op instanceof Softmax) {
      // And two of exp, which is not exact.
      return 4 * map.channels();
    }
    return op instanceof Add ? inputs.size() : 0;
  }

  private double[] evaluate() {
    if (op instanceof PackedDense dense) {
      return sum(input -> product(input, dense.weights()::weight));
    } else if (op instanceof FloatDense dense) {
      return product(x, dense.weights()::get);
    } else if (op instanceof PackedConv conv) {
      double[][] weights = unpacked(conv.weights().fanIn(), conv.weights()::weight);
      NaiveWindows windows = new NaiveWindows(conv.window(), map, output);
      return sum(input -> windows.conv(input, weights, conv.input(), sizes));
    } else if (op instanceof FloatConv conv) {
      return new NaiveWindows(conv.window(), map, output)
          .conv(x, unpacked(conv.weights().fanIn(), conv.weights()::get), InputMap.PLAIN, sizes);
    } else if (op instanceof PackedDepthwise conv) {
      double[][] weights = unpacked(conv.weights().fanIn(), conv.weights()::weight);
      NaiveWindows windows = new NaiveWindows(conv.window(), map, output);
      return sum(input -> windows.depthwise(input, weights, conv.input(), sizes));
    } else if (op instanceof Pool pool) {
      return new NaiveWindows(pool.window(), map, output).pool(x, pool.kind());
    } else if (op instanceof Threshold threshold) {
      return map(i -> bit(threshold, x[i], i % map.channels()));
    } else if (op instanceof Sign) {
      return map(i -> x[i] > 0 ? 1 : -1);
    } else if (op instanceof Channelwise channelwise) {
      return map(i -> channelwise.apply((float) x[i], i % map.channels()));
    } else if (op instanceof Add) {
      return map(i -> inputs.stream().mapToDouble(input -> input[i]).sum());
    } else if (op instanceof Softmax) {
      return map(this::softmax);
    }
    return moved();
  }

  private double[] moved() {
    double[] z = new double[output.size()];
    for (int y = 0; y < output.height(); y++) {
      for (int column = 0; column < output.width(); column++) {
        for (int c = 0; c < output.channels(); c++) {
          z[at(output, y, column, c)] = moved(y, column, c);
        }
      }
    }
    return z;
  }

  private double moved(int y, int column, int c) {
    if (op instanceof Pad pad) {
      int row = y - pad.top();
      int fromLeft = column - pad.left();
      boolean inside = row >= 0 && row < map.height() && fromLeft >= 0 && fromLeft < map.width();
      return inside ? x[at(map, row, fromLeft, c)] : 0;
    } else if (op instanceof Flatten flatten) {
      int pixel = flatten.channelsFirst() ? c % map.pixels() : c / map.channels();
      int channel = flatten.channelsFirst() ? c / map.pixels() : c % map.channels();
      return x[pixel * map.channels() + channel];
    } else if (op instanceof Concat) {
      int left = c;
      for (double[] input : inputs) {
        int channels = input.length / output.pixels();
        if (left < channels) {
          return input[(y * output.width() + column) * channels + left];
        }
        left -= channels;
      }
    }
    throw new AssertionError(op);
  }

  static int at(Shape shape, int y, int x, int c) {
    return (y * shape.width() + x) * shape.channels() + c;
  }

  private static int bit(Threshold threshold, double accumulator, int channel) {
    boolean reached = accumulator >= threshold.thresholds()[channel];
    boolean flip = Bits.get(threshold.flips(), 0, channel) == 1;
    return reached != flip ? 1 : -1;
  }

  private double softmax(int i) {
    double sum = 0;
    int first = i - i % map.channels();
    for (int j = first; j < first + map.channels(); j++) {
      sum += Math.exp(x[j] - x[i]);
    }
    // As a size every probability is 1.
    return sizes ? 1 : 1 / sum;
  }

  /** A weight by its output and its input. */
  private interface Weights {
    double at(int output, int input);
  }

  /** The weights of each output. */
  private double[][] unpacked(int fanIn, Weights weights) {
    double[][] all = new double[output.channels()][fanIn];
    for (int out = 0; out < all.length; out++) {
      for (int in = 0; in < fanIn; in++) {
        double weight = weights.at(out, in);
        all[out][in] = sizes ? Math.abs(weight) : weight;
      }
    }
    return all;
  }

  /** What every input gives by itself, summed. */
  private double[] sum(UnaryOperator<double[]> each) {
    double[] sum = new double[output.size()];
    for (double[] input : inputs) {
      double[] one = each.apply(input);
      Arrays.setAll(sum, i -> sum[i] + one[i]);
    }
    return sum;
  }

  private double[] product(double[] input, Weights weights) {
    double[][] rows = unpacked(input.length, weights);
    double[] z = new double[output.size()];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < input.length; j++) {
        z[i] += rows[i][j] * input[j];
      }
    }
    return z;
  }

  private interface Value {
    double at(int i);
  }

  private double[] map(Value value) {
    double[] z = new double[x.length];
    Arrays.setAll(z, value::at);
    return z;
  }

  private static double[] abs(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
