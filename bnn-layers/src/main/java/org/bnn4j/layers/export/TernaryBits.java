package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.activations.TernarySTE;

/**
 * A ternary value as two bits: T(x) = (above + below) / 2 with
 *
 * <ol>
 *   <li>above = theta(x - t), +1 where x &gt; t;
 *   <li>below = theta(x + t'), with t' the float next above t: +1 where x &gt;= -t, as no float
 *       lies between -t' and -t.
 * </ol>
 *
 * <p>No float difference is rounded to the wrong side of zero, so each bit is exact. Products read
 * both bits; whatever needs the value itself makes it of them.
 *
 * @param above the first bit
 * @param below the second bit
 * @param half the halving of their sum, as it is held back on the value
 */
record TernaryBits(Value above, Value below, DeferredOp half) {
  static final Term HALF = new Term(Operation.MULTIPLY, 0.5f);

  /** The name of the node of a ternary vertex's first bit. */
  static String above(LayerRef vertex) {
    return vertex.name() + ":above";
  }

  /** The name of the node of a ternary vertex's second bit. */
  static String below(LayerRef vertex) {
    return vertex.name() + ":below";
  }

  /** What makes the first bit the sign of x. */
  static Term toAbove(TernarySTE activation) {
    return new Term(Operation.SUBTRACT, activation.threshold());
  }

  /** What makes the second bit the sign of x. */
  static Term toBelow(TernarySTE activation) {
    return new Term(Operation.ADD, Math.nextUp(activation.threshold()));
  }

  /** The value that the two bits stand for, as the output of this vertex. */
  static Value join(GraphBuilder graph, LayerRef ref, Value above, Value below) {
    Value sum = graph.append(ref, ref.name() + ":sum", new Add(), above, below);
    DeferredOp half = new DeferredOp(ref.name(), new Channelwise(List.of(HALF)));
    return sum.holding(half).ofBits(new TernaryBits(above, below, half));
  }
}
