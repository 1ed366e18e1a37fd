package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * What a convolution reads, and how. It takes over the padding of a layer before it where both pad
 * with the same number. On bytes a packed one multiplies integers, and the normalization moves
 * behind the product, where that is exact.
 *
 * @param inputs what it multiplies
 * @param window how it slides
 * @param map what integers the inputs stand for
 */
record ConvolutionInput(ProductInputs inputs, Window window, InputMap map) {
  /** The input of a convolution with float weights. */
  static ConvolutionInput floats(
      Translation translation, TrainedLayer<? extends ConvolutionLayer> layer, Value input) {
    Sliding plain = Sliding.over(input, layer, 0);
    return plain.reading(ProductInputs.of(translation.made(plain.value)));
  }

  /** The input of a convolution with packed weights. */
  static ConvolutionInput packed(
      Translation translation,
      TrainedLayer<? extends ConvolutionLayer> layer,
      int padValue,
      Value input) {
    return packed(
        translation, layer, padValue, input, value -> translation.productInput(value, layer.ref()));
  }

  /** The input of a depthwise convolution with packed weights, which takes integer sums, too. */
  static ConvolutionInput depthwise(
      Translation translation,
      TrainedLayer<? extends ConvolutionLayer> layer,
      int padValue,
      Value input) {
    return packed(translation, layer, padValue, input, translation::made);
  }

  private static ConvolutionInput packed(
      Translation translation,
      TrainedLayer<? extends ConvolutionLayer> layer,
      int padValue,
      Value input,
      UnaryOperator<Value> readable) {
    Sliding plain = Sliding.over(input, layer, padValue);
    if (translation.isBytes(plain.value)) {
      Optional<ConvolutionInput> integers = plain.onBytes(translation.normalization());
      if (integers.isPresent()) {
        return integers.get();
      }
      warnOfFloats(translation, plain, layer.ref());
    }
    List<Value> bits = plain.value.bits();
    if (!bits.isEmpty()) {
      return plain.reading(ProductInputs.ofSigns(bits));
    }
    Value value = readable.apply(plain.value);
    translation.warnIfFedFloats(value.from(input.source()), layer.ref());
    return plain.reading(ProductInputs.of(value));
  }

  private static void warnOfFloats(Translation translation, Sliding plain, LayerRef ref) {
    if (translation.normalization().scaler().isPresent()) {
      translation
          .reports()
          .warn(
              ref
                  + " runs on floats, slower than on bytes: with a padding of "
                  + plain.map.padding()
                  + " there are no integers for pixels that are scaled like this. "
                  + "There are for pixels from 0 to 1 or from -1 to 1, and without padding.");
    }
  }

  /** A value, and how the window slides over it. */
  private record Sliding(Value value, Window window, InputMap map) {
    /** The input without a padding that the window takes over. */
    static Sliding over(Value input, TrainedLayer<? extends ConvolutionLayer> layer, int padValue) {
      Window window = Windows.of(layer.conf(), input.shape(), layer.ref());
      int padding = window.isPadded() ? padValue : 0;
      Value value = input;
      if (padding == 0 && input.last().orElse(null) instanceof Pad pad) {
        window =
            window.padding(
                window.top() + pad.top(),
                window.bottom() + pad.bottom(),
                window.left() + pad.left(),
                window.right() + pad.right());
        value = input.withoutLast();
      }
      return new Sliding(value, window, InputMap.padded(padding));
    }

    ConvolutionInput reading(ProductInputs inputs) {
      return new ConvolutionInput(inputs, window, map);
    }

    Optional<ConvolutionInput> onBytes(InputNormalization normalization) {
      List<Value> bytes = List.of(value.withoutTerms());
      if (normalization.terms().isEmpty()) {
        return Optional.of(reading(ProductInputs.of(value)));
      } else if (!window.isPadded() && normalization.isUniform()) {
        return Optional.of(reading(new ProductInputs(bytes, normalization::behindProduct)));
      }
      return normalization
          .scaler()
          .flatMap(scaler -> PixelIntegers.of(scaler, map.padding()))
          .map(
              pixels -> {
                List<Term> scale = List.of(pixels.scale());
                ProductInputs scaled = new ProductInputs(bytes, weights -> scale);
                return new ConvolutionInput(scaled, window, pixels.map());
              });
    }
  }
}
