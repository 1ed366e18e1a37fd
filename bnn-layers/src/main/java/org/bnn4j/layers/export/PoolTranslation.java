package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.types.EdgeKind;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * Pooling. A mean of as many pixels everywhere is a sum and a division, so that one over integers
 * still folds into thresholds.
 */
final class PoolTranslation {
  private final Translation translation;

  PoolTranslation(Translation translation) {
    this.translation = translation;
  }

  Value subsampling(SubsamplingLayer conf, Layer layer, LayerRef ref, Value input) {
    PoolingType type = conf.getPoolingType();
    if (type == PoolingType.SUM) {
      throw ref.refuse("pooling of type SUM cannot be exported: Deeplearning4j cannot run it");
    }
    Window window = Windows.of(conf, input.shape(), ref);
    boolean includesPadding = conf.isAvgPoolIncludePadInDivisor() || !window.isPadded();
    return pool(type, window, includesPadding, layer, ref, input);
  }

  Value global(GlobalPoolingLayer conf, Layer layer, LayerRef ref, Value input) {
    checkDimensions(conf, ref, input.layout());
    Shape map = input.shape();
    Window window = Window.of(map.height(), map.width());
    Value pooled = pool(conf.getPoolingType(), window, true, layer, ref, input);
    return conf.isCollapseDimensions() ? pooled.in(Layout.VECTOR) : pooled;
  }

  private static void checkDimensions(GlobalPoolingLayer conf, LayerRef ref, Layout layout) {
    int[] pooled = conf.getPoolingDimensions();
    int first = layout == Layout.NHWC ? 1 : 2;
    boolean pixels =
        pooled == null
            ? layout == Layout.NCHW
            : pooled.length == 2 && pooled[0] == first && pooled[1] == first + 1;
    if (!pixels) {
      throw ref.refuse(
          "its pooling dimensions are not the rows and columns of its input, which is " + layout);
    }
    if (layout == Layout.NHWC && !conf.isCollapseDimensions()) {
      throw ref.refuse("Deeplearning4j cannot keep the dimensions of a map with channels last");
    }
  }

  private Value pool(
      PoolingType type,
      Window window,
      boolean countsPadding,
      Layer layer,
      LayerRef ref,
      Value input) {
    if (type == PoolingType.PNORM) {
      throw ref.refuse(
          "pooling of type PNORM cannot be exported; supported are MAX, AVG, and, of whole maps, SUM");
    }
    Pool.Kind kind = kind(type, countsPadding);
    boolean divides = type == PoolingType.AVG && kind == Pool.Kind.SUM;
    translation.reports().plain(ref, describe(kind, divides, window));
    Value output;
    if (kind == Pool.Kind.MAX) {
      output = max(new Pool(kind, window), ref, input);
    } else {
      String name = divides ? ref.name() + ":sum" : ref.name();
      Value made = translation.made(input);
      output = translation.graph().append(ref, name, new Pool(kind, window), made);
    }
    if (divides) {
      output = output.then(ref.name(), List.of(new Term(Operation.DIVIDE, window.taps())));
    }
    PoolProbe probe = new PoolProbe(type, window, countsPadding);
    probe.compare(layer, input.shape(), input.layout(), output.shape(), ref);
    return output;
  }

  private static Pool.Kind kind(PoolingType type, boolean countsPadding) {
    if (type == PoolingType.MAX) {
      return Pool.Kind.MAX;
    }
    return type == PoolingType.AVG && !countsPadding ? Pool.Kind.MEAN : Pool.Kind.SUM;
  }

  private static String describe(Pool.Kind kind, boolean divides, Window window) {
    return divides ? "mean pool " + window : new Pool(kind, window).toString();
  }

  /** The largest integer is also that with the largest result of arithmetic that keeps order. */
  private Value max(Pool pool, LayerRef ref, Value input) {
    List<Value> bits = input.bits();
    if (!bits.isEmpty()) {
      return ternary(pool, ref, bits);
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

  /** Each bit rises with the value, so the largest bit is that of the largest value. */
  private Value ternary(Pool pool, LayerRef ref, List<Value> bits) {
    GraphBuilder graph = translation.graph();
    Value above = graph.append(ref, TernaryBits.above(ref), pool, bits.get(0));
    Value below = graph.append(ref, TernaryBits.below(ref), pool, bits.get(1));
    return TernaryBits.join(graph, ref, above, below);
  }
}
