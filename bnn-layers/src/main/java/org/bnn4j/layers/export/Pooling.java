package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * Pooling by a sliding window. A mean of as many pixels everywhere is a sum and a division, so that
 * one over integers still folds into thresholds.
 *
 * @param type what is done with the pixels of a window
 * @param window how it slides
 * @param countsPadding whether a mean is divided by the number of all taps, or of those inside
 */
record Pooling(PoolingType type, Window window, boolean countsPadding) {

  /** What a pooling layer puts out, after a comparison with the layer itself. */
  Value translate(Translation translation, TrainedLayer<?> layer, Value input) {
    LayerRef ref = layer.ref();
    if (type == PoolingType.PNORM) {
      throw ref.refuse(
          "pooling of type PNORM cannot be exported; supported are MAX, AVG, and, of whole maps, SUM");
    }
    Pool pool = new Pool(kind(), window);
    boolean divides = type == PoolingType.AVG && pool.kind() == Pool.Kind.SUM;
    translation.reports().plain(ref, divides ? "mean pool " + window : pool.toString());
    Value output;
    if (pool.kind() == Pool.Kind.MAX) {
      output = max(translation, pool, ref, input);
    } else {
      String name = divides ? ref.name() + ":sum" : ref.name();
      output = translation.graph().append(ref, name, pool, translation.made(input));
    }
    if (divides) {
      output = output.then(ref.name(), List.of(new Term(Operation.DIVIDE, window.taps())));
    }
    new PoolProbe(this).compare(layer, input, output.shape());
    return output;
  }

  private Pool.Kind kind() {
    if (type == PoolingType.MAX) {
      return Pool.Kind.MAX;
    }
    return type == PoolingType.AVG && !countsPadding ? Pool.Kind.MEAN : Pool.Kind.SUM;
  }

  /** The largest integer is also that with the largest result of arithmetic that keeps order. */
  private static Value max(Translation translation, Pool pool, LayerRef ref, Value input) {
    List<Value> bits = input.bits();
    if (!bits.isEmpty()) {
      // Each bit rises with the value, so the largest bit is that of the largest value.
      GraphBuilder graph = translation.graph();
      return SignBits.join(
          graph,
          ref,
          bits.size(),
          bit -> graph.append(ref, SignBits.name(ref, bit), pool, bits.get(bit)));
    }
    List<Term> terms = input.terms();
    EdgeKind before = input.withoutTerms().kind();
    boolean integers = before == EdgeKind.ACCUMULATOR || before == EdgeKind.BITS;
    if (terms.isEmpty() || !integers || !ThresholdFolding.keepsOrder(terms)) {
      return translation.graph().append(ref, ref.name(), pool, translation.made(input));
    }
    Value sums = translation.made(input.withoutTerms());
    return translation
        .graph()
        .append(ref, ref.name() + ":pooled", pool, sums)
        .then(ref.name(), terms);
  }
}
