package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
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
 * @param factors what it multiplies
 * @param window how it slides
 * @param map what integers the factors stand for
 */
record ConvolutionInput(ProductInputs factors, Window window, InputMap map) {
  /** The input of a convolution with float weights. */
  static ConvolutionInput of(
      Translation translation, ConvolutionLayer conf, LayerRef ref, Value input) {
    Sliding plain = Sliding.over(input, conf, 0, ref);
    Value made = translation.made(plain.value);
    return new ConvolutionInput(ProductInputs.of(made), plain.window, plain.map);
  }

  /** The input of a convolution with packed weights. */
  static ConvolutionInput of(
      Translation translation,
      ConvolutionLayer conf,
      int padValue,
      boolean depthwise,
      LayerRef ref,
      Value input) {
    Sliding plain = Sliding.over(input, conf, padValue, ref);
    if (translation.isBytes(plain.value)) {
      Optional<ConvolutionInput> integers = plain.onBytes(translation.normalization());
      if (integers.isPresent()) {
        return integers.get();
      }
      warnOfFloats(translation, plain, ref);
    }
    Value value = plain.value;
    List<Value> bits = value.bits();
    if (!bits.isEmpty()) {
      return new ConvolutionInput(ProductInputs.ofTernary(bits), plain.window, plain.map);
    }
    value = depthwise ? translation.made(value) : translation.factors(value, ref);
    translation.warnIfFedFloats(value.from(input.source()), ref);
    return new ConvolutionInput(ProductInputs.of(value), plain.window, plain.map);
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
    static Sliding over(Value input, ConvolutionLayer conf, int padValue, LayerRef ref) {
      Window window = Windows.of(conf, input.shape(), ref);
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

    Optional<ConvolutionInput> onBytes(InputNormalization normalization) {
      Value bytes = value.withoutTerms();
      if (normalization.terms().isEmpty()) {
        return Optional.of(new ConvolutionInput(ProductInputs.of(value), window, map));
      } else if (!window.isPadded() && normalization.isUniform()) {
        ProductInputs factors = new ProductInputs(List.of(bytes), normalization::behindProduct);
        return Optional.of(new ConvolutionInput(factors, window, map));
      }
      return normalization
          .scaler()
          .flatMap(scaler -> PixelIntegers.of(scaler, map.padding()))
          .map(
              pixels -> {
                List<Term> scale = List.of(pixels.scale());
                ProductInputs factors = new ProductInputs(List.of(bytes), weights -> scale);
                return new ConvolutionInput(factors, window, pixels.map());
              });
    }
  }
}
