package org.bnn4j.layers.export;

import java.util.Optional;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.Threshold;

/**
 * Says whether the rounding of a float sum explains a bit that differs.
 *
 * <p>A network sums n inputs in floats. The sum that it gets is within g(n) * sum |x_i| of the true
 * one, with g(n) = n u / (1 - n u) and u = 2^-24 (Higham, Accuracy and Stability of Numerical
 * Algorithms, section 3.1). A few roundings before and after the sum count as further inputs. A
 * model's bit may differ from the network's if it changes somewhere within that distance of the
 * model's own accumulator, twice that where the model sums floats too. Sums of bits and of whole
 * bytes with packed weights are exact, so behind those nothing may differ.
 */
final class RoundingBound {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final int OTHER_ROUNDINGS = 16;

  /** Whole numbers up to this are exact in floats. */
  private static final int EXACT = 1 << 24;

  private static final int LARGEST_BYTE = 255;

  private final Graph graph;
  private final int product;
  private final int bits;
  private final double byteOffset;

  private RoundingBound(Graph graph, int product, int bits, double byteOffset) {
    this.graph = graph;
    this.product = product;
    this.bits = bits;
    this.byteOffset = byteOffset;
  }

  /**
   * The bound for a node of bits, if a sum that is rounded lies behind it, and nothing but
   * arithmetic on single values in between.
   */
  static Optional<RoundingBound> of(Graph graph, int bits, InputNormalization normalization) {
    int node = graph.nodes().get(bits).inputs().get(0);
    while (graph.nodes().get(node).op() instanceof Channelwise) {
      node = graph.nodes().get(node).inputs().get(0);
    }
    Op op = graph.nodes().get(node).op();
    boolean product = op instanceof PackedDense || op instanceof FloatDense;
    return !product || isExact(graph, node, normalization)
        ? Optional.empty()
        : Optional.of(new RoundingBound(graph, node, bits, normalization.rawOffset()));
  }

  /** Whether the network's sums for a node are exact, in whatever order it adds. */
  static boolean isExact(Graph graph, int node, InputNormalization normalization) {
    if (!(graph.nodes().get(node).op() instanceof PackedDense dense)) {
      return false;
    }
    EdgeKind source = graph.edge(graph.nodes().get(node).inputs().get(0)).kind();
    return source == EdgeKind.BITS
        || source == EdgeKind.BYTE
            && normalization.terms().isEmpty()
            && (long) LARGEST_BYTE * dense.fanIn() <= EXACT;
  }

  /** Whether the bit of one row and channel changes within the bound. */
  boolean explains(BnnSession session, int row, int channel) {
    Node sum = graph.nodes().get(product);
    LayerValues inputs = session.values(graph.nodes().get(sum.inputs().get(0)).name());
    double accumulator = session.values(sum.name()).get(row, channel);
    double distance = distance(inputs, row, channel);
    if (graph.nodes().get(bits).op() instanceof Threshold threshold) {
      // The float limit lies above threshold - 1 and not above the threshold; where, the integers
      // do not say.
      int t = threshold.thresholds()[channel];
      return accumulator >= t ? accumulator - distance < t : accumulator + distance > t - 1;
    }
    return positive(accumulator - distance, channel) != positive(accumulator + distance, channel);
  }

  private double distance(LayerValues inputs, int row, int channel) {
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
    return graph.nodes().get(product).op() instanceof FloatDense dense
        ? dense.weights()[input * dense.outputs() + output]
        : 1;
  }

  private boolean positive(double accumulator, int channel) {
    float value = (float) accumulator;
    for (int node = product + 1; node < bits; node++) {
      value = ((Channelwise) graph.nodes().get(node).op()).apply(value, channel);
    }
    return value > 0;
  }
}
