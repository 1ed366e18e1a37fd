package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.internal.network.Layout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.dataset.api.preprocessor.stats.MinMaxStats;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A normalizer as the float arithmetic that it does, in its order; compared with the normalizer
 * itself before use.
 */
final class InputNormalization {
  private final DataNormalization normalizer;
  private final List<Term> terms;

  private InputNormalization(DataNormalization normalizer, List<Term> terms) {
    this.normalizer = normalizer;
    this.terms = List.copyOf(terms);
  }

  /**
   * The arithmetic of a normalizer, or of none.
   *
   * @param normalizer a fitted normalizer, or null
   * @param input what it makes its output for
   */
  static InputNormalization of(DataNormalization normalizer, NetworkInput input) {
    if (normalizer instanceof NormalizerStandardize standardize) {
      // At its first use it replaces deviations near 0 by 1, in place: that must come before.
      standardize.transform(standardize.getMean().dup().reshape(1, -1));
    }
    InputNormalization result = new InputNormalization(normalizer, termsOf(normalizer));
    if (normalizer != null) {
      result.check(input);
    }
    return result;
  }

  private static List<Term> termsOf(DataNormalization normalizer) {
    if (normalizer == null) {
      return List.of();
    } else if (normalizer instanceof ImagePreProcessingScaler scaler) {
      return ofScaler(scaler);
    } else if (normalizer instanceof NormalizerStandardize standardize) {
      return List.of(
          new Term(Operation.SUBTRACT, row(standardize.getMean())),
          new Term(Operation.DIVIDE, row(standardize.getStd())));
    } else if (normalizer instanceof NormalizerMinMaxScaler minMax) {
      INDArray range = new MinMaxStats(minMax.getMin().dup(), minMax.getMax().dup()).getRange();
      return List.of(
          new Term(Operation.SUBTRACT, row(minMax.getMin())),
          new Term(Operation.DIVIDE, row(range)),
          new Term(Operation.MULTIPLY, (float) (minMax.getTargetMax() - minMax.getTargetMin())),
          new Term(Operation.ADD, (float) minMax.getTargetMin()));
    }
    throw new ExportException(
        "the normalizer "
            + normalizer.getClass().getSimpleName()
            + " cannot be exported; supported are "
            + "ImagePreProcessingScaler, NormalizerStandardize and NormalizerMinMaxScaler");
  }

  private static List<Term> ofScaler(ImagePreProcessingScaler scaler) {
    List<Term> terms = new ArrayList<>();
    double range = scaler.getMaxRange() - scaler.getMinRange();
    terms.add(new Term(Operation.DIVIDE, (float) scaler.getMaxPixelVal()));
    if (range != 1) {
      terms.add(new Term(Operation.MULTIPLY, (float) range));
    }
    if (scaler.getMinRange() != 0) {
      terms.add(new Term(Operation.ADD, (float) scaler.getMinRange()));
    }
    return terms;
  }

  private static float[] row(INDArray values) {
    return values.dup('c').data().asFloat();
  }

  private void check(NetworkInput input) {
    int channels = input.shape().channels();
    if (!isUniform() && input.layout() == Layout.VECTOR && input.isMap()) {
      throw new ExportException(
          "the normalizer treats every feature of a flattened map by itself; "
              + "for maps, supported are one scale for all, or one per channel of maps that are fed "
              + "as such");
    }
    for (Term term : terms) {
      if (term.operands().length > 1 && term.operands().length != channels) {
        throw new ExportException(
            "the normalizer is fitted to "
                + term.operands().length
                + " features, and the network takes "
                + (input.isMap() ? "maps of " + channels + " channels" : channels));
      }
    }
    Channelwise arithmetic = new Channelwise(terms);
    float[] raw = new float[input.shape().size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = i % 256;
    }
    INDArray example = Nd4j.create(raw, input.arrayShape(1), 'c');
    float[] expected = apply(example).dup('c').data().asFloat();
    for (int i = 0; i < raw.length; i++) {
      float actual = arithmetic.apply(raw[i], input.channel(i));
      if (actual != expected[i]) {
        throw new ExportException(
            "the normalizer "
                + normalizer.getClass().getSimpleName()
                + " makes "
                + expected[i]
                + " of "
                + raw[i]
                + " for feature "
                + i
                + ", and the exported arithmetic "
                + actual);
      }
    }
  }

  /** The operations, none without a normalizer. */
  List<Term> terms() {
    return terms;
  }

  /** Whether it maps raw pixels, 0 to 255 at most, all in the same way. */
  boolean isForPixels() {
    return scaler().map(scaler -> scaler.getMaxPixelVal() <= 255).orElse(false);
  }

  /**
   * Whether one scale and one offset hold for all features, so that both can move behind a product.
   */
  boolean isUniform() {
    return terms.stream().allMatch(term -> term.operands().length == 1);
  }

  /** The scaler that makes pixels of bytes, where it is one. */
  Optional<ImagePreProcessingScaler> scaler() {
    return normalizer instanceof ImagePreProcessingScaler scaler
        ? Optional.of(scaler)
        : Optional.empty();
  }

  /** What a uniform normalization adds to every input, in units of a raw input; 0 for others. */
  double rawOffset() {
    double zero = 0;
    double one = 1;
    for (Term term : terms) {
      zero = term.apply((float) zero, 0);
      one = term.apply((float) one, 0);
    }
    return isUniform() ? zero / (one - zero) : 0;
  }

  /** The normalizer that this was made of, or null. */
  DataNormalization normalizer() {
    return normalizer;
  }

  /** A normalized copy. */
  INDArray apply(INDArray raw) {
    INDArray copy = raw.dup();
    if (normalizer != null) {
      normalizer.transform(copy);
    }
    return copy;
  }

  /**
   * The same arithmetic on the sums of a product: scales stay, an offset is added once for every
   * weight of an output.
   *
   * @param weights every output reads as many inputs, none of them padding
   */
  List<Term> behindProduct(PackedWeights weights) {
    int[] weightSums =
        IntStream.range(0, weights.outputs())
            .map(output -> weights.sum(output, 0, weights.fanIn()))
            .toArray();
    List<Term> moved = new ArrayList<>();
    for (Term term : terms) {
      boolean offset = term.operation() == Operation.ADD || term.operation() == Operation.SUBTRACT;
      moved.add(offset ? offset(term, weightSums) : term);
    }
    return moved;
  }

  private static Term offset(Term perInput, int[] weightSums) {
    float[] offsets = new float[weightSums.length];
    for (int output = 0; output < offsets.length; output++) {
      offsets[output] = perInput.operands()[0] * weightSums[output];
    }
    return new Term(perInput.operation(), offsets);
  }
}
