package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Threshold;

/**
 * Says whether the rounding of a float sum explains a value that differs.
 *
 * <p>A network sums n inputs in floats. The sum that it gets is within g(n) * sum |x_i| of the true
 * one, with g(n) = n u / (1 - n u) and u = 2^-24 (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1). A few roundings before and after the sum count as further inputs. A
 * network's value may be any that the arithmetic behind the sum gives within that distance of the
 * model's own sum, twice that where the model sums floats too. Sums of bits and of whole bytes with
 * packed weights are exact, so behind those nothing may differ.
 */
final class RoundingBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final int OTHER_ROUNDINGS = 16;

  /** Whole numbers up to this are exact in floats. */
  private static final int EXACT = 1 << 24;

  private static final int LARGEST_BYTE = 255;

  /** Relative slack for functions that two libraries round differently (tanh, sigmoid). */
  private static final double FUNCTION_SLACK = 1e-6;

  private final Graph graph;
  private final int product;
  private final int node;
  private final double byteOffset;

  private RoundingBound(Graph graph, int product, int node, double byteOffset) {
    this.graph = graph;
    this.product = product;
    this.node = node;
    this.byteOffset = byteOffset;
  }

  /**
   * The bound for a node that is a product, or has nothing but arithmetic on single values, and
   * perhaps a sign, between a product and itself.
   */
  static Optional<RoundingBound> of(Graph graph, int node, InputNormalization normalization) {
    int at = isSign(op(graph, node)) ? input(graph, node) : node;
    while (op(graph, at) instanceof Channelwise) {
      at = input(graph, at);
    }
    boolean product = op(graph, at) instanceof PackedDense || op(graph, at) instanceof FloatDense;
    return product
        ? Optional.of(new RoundingBound(graph, at, node, normalization.rawOffset()))
        : Optional.empty();
  }

  /**
   * Whether network and model have the same value at a node by construction, where the bits before
   * it are the same: integer sums, in whatever order they are added, and the same arithmetic on
   * them.
   */
  static boolean isExact(Graph graph, int node, InputNormalization normalization) {
    Op op = op(graph, node);
    if (op instanceof Input) {
      return true;
    } else if (op instanceof PackedDense dense) {
      EdgeKind source = graph.edge(input(graph, node)).kind();
      return source == EdgeKind.BITS
          || source == EdgeKind.BYTE
              && normalization.terms().isEmpty()
              && (long) LARGEST_BYTE * dense.fanIn() <= EXACT;
    }
    boolean sameArithmetic =
        isSign(op)
            || op instanceof Channelwise channelwise
                && channelwise.terms().stream().noneMatch(term -> isFunction(term.operation()));
    return sameArithmetic && isExact(graph, input(graph, node), normalization);
  }

  private static boolean isFunction(Operation operation) {
    return operation == Operation.TANH || operation == Operation.SIGMOID;
  }

  private static boolean isSign(Op op) {
    return op instanceof Threshold || op instanceof Sign;
  }

  private static Op op(Graph graph, int node) {
    return graph.nodes().get(node).op();
  }

  private static int input(Graph graph, int node) {
    return graph.nodes().get(node).inputs().get(0);
  }

  /**
   * Whether rounding explains that the network's value is another than the model's.
   *
   * @param expected the network's value
   * @param actual the model's
   */
  boolean explains(BnnSession session, int row, int channel, double expected, double actual) {
    double sum = session.values(graph.nodes().get(product).name()).get(row, channel);
    double distance = distance(session, row, channel);
    if (op(graph, node) instanceof Threshold threshold) {
      return explains(threshold, channel, sum, distance, actual);
    }
    double low = behind(sum - distance, channel);
    double high = behind(sum + distance, channel);
    if (op(graph, node) instanceof Sign) {
      return behind(sum, channel) > 0 == actual > 0 && low > 0 != high > 0;
    }
    double slack = FUNCTION_SLACK * Math.max(Math.abs(low), Math.abs(high));
    return expected >= Math.min(low, high) - slack && expected <= Math.max(low, high) + slack;
  }

  /**
   * The model's bit must be that of its own sum. The float limit lies above threshold - 1 and not
   * above the threshold; where, the integers do not say.
   */
  private static boolean explains(
      Threshold threshold, int channel, double sum, double distance, double actual) {
    int t = threshold.thresholds()[channel];
    boolean reached = sum >= t;
    boolean flipped = Bits.get(threshold.flips(), 0, channel) == 1;
    boolean near = reached ? sum - distance < t : sum + distance > t - 1;
    return near && (reached != flipped) == actual > 0;
  }

  private double distance(BnnSession session, int row, int channel) {
    LayerValues inputs = session.values(graph.nodes().get(input(graph, product)).name());
    double offset = inputs.kind() == EdgeKind.BYTE ? byteOffset : 0;
    double size = 0;
    for (int i = 0; i < inputs.width(); i++) {
      size += Math.abs((inputs.get(row, i) + offset) * weight(i, channel));
    }
    double n = (inputs.width() + OTHER_ROUNDINGS) * UNIT_ROUNDOFF;
    double bound = n / (1 - n) * size;
    boolean sumsFloats = graph.edge(product).kind() == EdgeKind.FLOAT;
    return sumsFloats ? 2 * bound : bound;
  }

  private double weight(int input, int output) {
    return op(graph, product) instanceof FloatDense dense
        ? dense.weights()[input * dense.outputs() + output]
        : 1;
  }

  /** What the arithmetic behind the product makes of a sum. */
  private double behind(double sum, int channel) {
    float value = (float) sum;
    for (int at = product + 1; at <= node; at++) {
      if (op(graph, at) instanceof Channelwise arithmetic) {
        value = arithmetic.apply(value, channel);
      }
    }
    return value;
  }
}
