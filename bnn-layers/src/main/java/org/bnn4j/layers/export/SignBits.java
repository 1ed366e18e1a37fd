package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.activations.QuantizedActivation;

/**
 * A value as the mean of n bits, each the sign of a comparison: see {@link QuantizedActivation}. A
 * ternary value has two. No float difference is rounded to the wrong side of zero, so each bit is
 * exact. Products read the bits; whatever needs the value itself makes it of them.
 *
 * @param bits that of the highest threshold first
 * @param mean the division of their sum, as it is deferred on the value
 */
record SignBits(List<Value> bits, DeferredOp mean) {
  /** What makes the mean of {@code n} bits of their sum. */
  static Term meanOf(int n) {
    return new Term(Operation.DIVIDE, n);
  }

  /** The name of the node of a vertex's bit, counted from 0. */
  static String name(LayerRef vertex, int bit) {
    return vertex.name() + ":sign" + (bit + 1);
  }

  /**
   * The bit that belongs to a value of the network, which is the mean of {@code n}.
   *
   * <p>Of the thresholds, a value exceeds the lowest ones: bit {@code n - 1} is the first to be +1.
   */
  static int of(double value, int n, int bit) {
    long positive = Math.round((value + 1) * n / 2);
    return positive >= n - bit ? 1 : -1;
  }

  /** Makes {@code n} bits, and the value that they stand for, as the output of this vertex. */
  static Value join(GraphBuilder graph, LayerRef ref, int n, IntFunction<Value> bit) {
    List<Value> bits = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      bits.add(bit.apply(i));
    }
    Value sum = graph.append(ref, ref.name() + ":sum", new Add(), bits.toArray(Value[]::new));
    DeferredOp mean = new DeferredOp(ref.name(), new Channelwise(List.of(meanOf(n))));
    return sum.holding(mean).ofBits(new SignBits(bits, mean));
  }
}
