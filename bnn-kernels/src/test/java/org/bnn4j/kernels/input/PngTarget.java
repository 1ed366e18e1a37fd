package org.bnn4j.kernels.input;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;

/** What must hold for any bytes as a PNG file: they are refused with the typed error, or pixels. */
public final class PngTarget {
  static final BnnModel GREY = BnnModel.of(pictures(1));
  static final BnnModel COLOUR = BnnModel.of(pictures(3));

  private PngTarget() {}

  /** A model of pictures of 4 x 3 pixels. */
  private static Graph pictures(int channels) {
    int[] ones = new int[12 * channels];
    java.util.Arrays.fill(ones, 1);
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(3, 4, channels))
        .then("flat", new Flatten(false))
        .then("out", RandomModels.binary(1, ones.length, ones))
        .build();
  }

  /** The fuzzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    isPicture(data, GREY);
    isPicture(data, COLOUR);
  }

  static boolean isPicture(byte[] data, BnnModel model) {
    try {
      for (float value : PngPicture.read(data, model)) {
        if (!(value >= 0 && value <= 255 && value == (int) value)) {
          throw new AssertionError("no byte: " + value);
        }
      }
      return true;
    } catch (InputException e) {
      return false;
    }
  }
}
