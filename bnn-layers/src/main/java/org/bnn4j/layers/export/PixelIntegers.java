package org.bnn4j.layers.export;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/**
 * Scaled pixels as integers and one division: those of [-1, 1] are (2 x - 255) / 255. So a product
 * with packed weights stays one of integers, also where the padding lies between two bytes.
 *
 * @param map from a byte to the integer
 * @param scale from the integer to the scaled pixel
 */
record PixelIntegers(InputMap map, Term scale) {
  /** What a pixel is multiplied by, tried in turn. */
  private static final int[] MULTIPLES = {1, 2};

  /**
   * The integers of a scaler.
   *
   * @param padValue what surrounds the scaled pixels
   * @return nothing if there are none
   */
  static Optional<PixelIntegers> of(ImagePreProcessingScaler scaler, int padValue) {
    double unit = scaler.getMaxPixelVal() / (scaler.getMaxRange() - scaler.getMinRange());
    for (int multiple : MULTIPLES) {
      double offset = -multiple * unit * scaler.getMinRange();
      double padding = multiple * unit * padValue;
      boolean fits =
          DoubleStream.of(offset, padding)
              .allMatch(value -> value == Math.rint(value) && Math.abs(value) <= InputMap.MAX);
      if (fits) {
        InputMap map = new InputMap(multiple, (int) offset, (int) padding);
        Term scale = new Term(Operation.DIVIDE, (float) (multiple * unit));
        return Optional.of(new PixelIntegers(map, scale));
      }
    }
    return Optional.empty();
  }
}
