package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pad;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.QuantizedConv2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * What a convolution reads, and how. It takes over the padding of a layer before it where both pad
 * with the same number. On bytes a packed one multiplies integers, and the normalization moves
 * behind the product, where that is exact.
 *
 * @param value the factors
 * @param window how it slides
 * @param map what integers the factors stand for
 * @param terms what is left of the normalization, for the sums
 */
record ConvolutionInput(Value value, Window window, InputMap map, List<Term> terms) {
  /** The input of a convolution with float weights. */
  static ConvolutionInput of(
      Translation translation, ConvolutionLayer conf, LayerRef ref, Value input) {
    ConvolutionInput plain = unpadded(conf, 0, ref, input);
    return new ConvolutionInput(translation.made(plain.value), plain.window, plain.map, List.of());
  }

  /** The input of a convolution with packed weights. */
  static ConvolutionInput of(
      Translation translation,
      QuantizedConv2D conf,
      QuantizedRows rows,
      boolean depthwise,
      LayerRef ref,
      Value input) {
    ConvolutionInput plain = unpadded(conf, conf.padValue(), ref, input);
    if (translation.isBytes(plain.value)) {
      Optional<ConvolutionInput> integers = plain.onBytes(translation.normalization(), rows);
      if (integers.isPresent()) {
        return integers.get();
      }
      warnOfFloats(translation, plain, ref);
    }
    Value value = plain.value;
    value = depthwise ? translation.made(value) : translation.factors(value, ref);
    translation.warnIfFedFloats(value.from(input.source()), ref);
    return new ConvolutionInput(value, plain.window, plain.map, List.of());
  }

  private static void warnOfFloats(Translation translation, ConvolutionInput plain, LayerRef ref) {
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

  /** The input without a padding that the window takes over. */
  private static ConvolutionInput unpadded(
      ConvolutionLayer conf, int padValue, LayerRef ref, Value input) {
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
    return new ConvolutionInput(value, window, InputMap.padded(padding), List.of());
  }

  private Optional<ConvolutionInput> onBytes(InputNormalization normalization, QuantizedRows rows) {
    Value bytes = value.withoutTerms();
    if (normalization.terms().isEmpty()) {
      return Optional.of(this);
    } else if (!window.isPadded() && normalization.isUniform()) {
      return Optional.of(
          new ConvolutionInput(bytes, window, map, normalization.behindProduct(rows.packed())));
    }
    return normalization
        .scaler()
        .flatMap(scaler -> PixelIntegers.of(scaler, map.padding()))
        .map(pixels -> new ConvolutionInput(bytes, window, pixels.map(), List.of(pixels.scale())));
  }
}
