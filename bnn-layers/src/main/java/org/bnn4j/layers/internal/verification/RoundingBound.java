package org.bnn4j.layers.internal.verification;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * How far the rounding of float sums may take the network's values from the model's, in an example
 * whose bits are the same; where it cannot, nothing may differ ({@link Exactness}).
 *
 * <p>A network sums n inputs in floats. The sum that it gets is within g(n) * sum |x_i| of the true
 * one, with g(n) = n u / (1 - n u) and u = 2^-24 (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1). A few roundings before and after the sum count as further inputs. What
 * the inputs themselves may be off is added, times the weights, and a sum that the model computes
 * in floats, too, is off by as much again. Arithmetic on single values is evaluated at both ends.
 */
final class RoundingBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final int OTHER_ROUNDINGS = 16;

  /** Relative slack for functions that two libraries round differently (tanh, sigmoid, exp). */
  private static final double FUNCTION_SLACK = 1e-6;

  private final Graph graph;
  private final Exactness exactness;
  private final double byteOffset;
  private final LayerValues[] values;

  /** Bounds of the present row, by node and value; NaN where none was asked for yet. */
  private final double[][] bounds;

  private int row;

  RoundingBound(Graph graph, Normalization normalization) {
    this.graph = graph;
    this.exactness = new Exactness(graph, normalization);
    this.byteOffset = normalization.rawOffset();
    this.values = new LayerValues[graph.nodes().size()];
    this.bounds = new double[graph.nodes().size()][];
  }

  boolean isExact(int node) {
    return exactness.isExact(node);
  }

  /** Turns to what a session's last run left. */
  void turnTo(BnnSession session) {
    for (int node = 0; node < values.length; node++) {
      values[node] = session.values(graph.nodes().get(node).name());
    }
  }

  /** Turns to an example of that run. */
  void turnTo(int row) {
    this.row = row;
    for (double[] known : bounds) {
      if (known != null) {
        Arrays.fill(known, Double.NaN);
      }
    }
  }

  /** What the model has. */
  double value(int node, int index) {
    return values[node].get(row, index);
  }

  /**
   * Whether rounding explains that the network's value is another than the model's.
   *
   * @param expected the network's value
   */
  boolean explains(int node, int index, double expected) {
    if (isExact(node)) {
      return false;
    }
    Op op = op(node);
    return switch (Arithmetic.of(op)) {
      case THRESHOLD -> explains((Threshold) op, node, index);
      case SIGN -> explainsSign(node, index);
      case INPUT,
          SELECTION,
          COPY,
          CHANNELWISE,
          FUNCTION,
          PACKED_SUM,
          FLOAT_SUM,
          POOLED_SUM,
          POOLED_MEAN,
          ADDITION,
          SOFTMAX ->
          graph.edge(node).kind() != EdgeKind.BITS
              && Math.abs(expected - value(node, index)) <= bound(node, index);
    };
  }

  /** The model's bit must be that of its own float, and the float that near to 0. */
  private boolean explainsSign(int node, int index) {
    double before = value(input(node), index);
    double bound = bound(input(node), index);
    return before > 0 == value(node, index) > 0 && before - bound > 0 != before + bound > 0;
  }

  /**
   * The model's bit must be that of its own sum. The float limit lies above threshold - 1 and not
   * above the threshold; where, the integers do not say.
   */
  private boolean explains(Threshold threshold, int node, int index) {
    int channel = index % graph.edge(node).shape().channels();
    int t = threshold.thresholds()[channel];
    double sum = value(input(node), index);
    double bound = bound(input(node), index);
    boolean reached = sum >= t;
    boolean flipped = Bits.get(threshold.flips(), 0, channel) == 1;
    boolean near = reached ? sum - bound < t : sum + bound > t - 1;
    return near && (reached != flipped) == value(node, index) > 0;
  }

  /** How far the network's value may be from the model's. */
  private double bound(int node, int index) {
    if (isExact(node) || graph.edge(node).kind() == EdgeKind.BITS) {
      return 0;
    }
    if (bounds[node] == null) {
      bounds[node] = new double[graph.edge(node).size()];
      Arrays.fill(bounds[node], Double.NaN);
    }
    if (Double.isNaN(bounds[node][index])) {
      bounds[node][index] = computeBound(node, index);
    }
    return bounds[node][index];
  }

  private double computeBound(int node, int index) {
    Op op = op(node);
    return switch (Arithmetic.of(op)) {
      case COPY, CHANNELWISE, FUNCTION -> behind((Channelwise) op, node, index);
      case SOFTMAX -> behindSoftmax(node, index);
      case SELECTION -> sum(node, index).largestOff;
      case PACKED_SUM, FLOAT_SUM, POOLED_SUM, ADDITION -> sum(node, index).bound();
      case POOLED_MEAN -> {
        Sum sum = sum(node, index);
        yield sum.bound() / sum.count;
      }
      case INPUT, THRESHOLD, SIGN ->
          throw new IllegalStateException(op + " differs nowhere by rounding");
    };
  }

  private Sum sum(int node, int index) {
    Sum sum = new Sum(node);
    op(node).accept(new Summands(sum.edges, graph.edge(node), sum)).accept(index);
    return sum;
  }

  /** Adds up how far the summands may be off, and how large they are. */
  private final class Sum implements Summands.Reader {
    private final List<Integer> inputs;
    private final List<Edge> edges;
    private final boolean inFloats;
    private double off;
    private double largestOff;
    private double size;
    private int count;
    private int padded;

    Sum(int node) {
      this.inputs = graph.nodes().get(node).inputs();
      this.edges = inputs.stream().map(graph::edge).toList();
      this.inFloats = graph.edge(node).kind() == EdgeKind.FLOAT;
    }

    @Override
    public void value(int input, int index, double weight) {
      add(input, index, weight, RoundingBound.this.value(inputs.get(input), index));
    }

    @Override
    public void packed(int input, int index, double weight, InputMap map) {
      double value = RoundingBound.this.value(inputs.get(input), index);
      boolean bytes = edges.get(input).kind() == EdgeKind.BYTE;
      add(input, index, weight, bytes ? multiplied(value, map) : value);
    }

    private double multiplied(double value, InputMap map) {
      boolean plain = map.scale() == 1 && map.offset() == 0;
      return plain ? value + byteOffset : map.scale() * value - map.offset();
    }

    private void add(int input, int index, double weight, double value) {
      double bound = RoundingBound.this.bound(inputs.get(input), index);
      off += bound * Math.abs(weight);
      largestOff = Math.max(largestOff, bound);
      size += Math.abs(weight * value);
      count++;
    }

    @Override
    public void padding(double weight, InputMap map) {
      size += Math.abs(weight * map.padding());
      padded++;
    }

    double bound() {
      double n = (count + padded + OTHER_ROUNDINGS) * UNIT_ROUNDOFF;
      double rounded = n / (1 - n) * size;
      return off + (inFloats ? 2 * rounded : rounded);
    }
  }

  /** What the arithmetic makes of the lowest and of the highest value that the network may have. */
  private double behind(Channelwise arithmetic, int node, int index) {
    int channel = index % graph.edge(node).shape().channels();
    double before = value(input(node), index);
    double bound = bound(input(node), index);
    float low = (float) (before - bound);
    float high = (float) (before + bound);
    for (Term term : arithmetic.terms()) {
      boolean turns = term.operation() == Operation.LEAKY_RELU && low < 0 && high > 0;
      float first = term.apply(low, channel);
      float second = term.apply(high, channel);
      low = Math.min(Math.min(first, second), turns ? 0 : Float.POSITIVE_INFINITY);
      high = Math.max(first, second);
      if (Arithmetic.isFunction(term.operation())) {
        low -= FUNCTION_SLACK * Math.abs(low);
        high += FUNCTION_SLACK * Math.abs(high);
      }
    }
    double value = value(node, index);
    return Math.max(high - value, value - low);
  }

  /** Where no input is off by more than b, exp(x) / sum is off by a factor of exp(2 b) at most. */
  private double behindSoftmax(int node, int index) {
    int channels = graph.edge(node).shape().channels();
    double largest = 0;
    for (int i = index / channels * channels; i < (index / channels + 1) * channels; i++) {
      largest = Math.max(largest, bound(input(node), i));
    }
    return value(node, index) * Math.expm1(2 * largest) + FUNCTION_SLACK;
  }

  private Op op(int node) {
    return graph.nodes().get(node).op();
  }

  private int input(int node) {
    return graph.nodes().get(node).inputs().get(0);
  }
}
