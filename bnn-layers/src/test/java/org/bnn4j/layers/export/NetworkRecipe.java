package org.bnn4j.layers.export;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * What a random network is made of ({@link RecipeNetwork}). Every recipe gives a network: what does
 * not fit is changed, so a failing one can be made smaller in every part.
 *
 * @param images what it is fed
 * @param blocks convolutions, each with a batch norm and a sign behind it
 * @param seed of the parameters
 */
record NetworkRecipe(Images images, List<Block> blocks, long seed) {
  enum Weights {
    BINARY,
    TERNARY,
    TERNARY_PER_OUTPUT,
    TERNARY_UNSCALED,
    DEPTHWISE,
    SEPARABLE
  }

  /** What is pooled, if anything: the block's pool is behind it. */
  enum Pooling {
    NONE,
    MAX_OF_SUMS,
    MAX_OF_NORMS,
    MAX_OF_BITS,
    /** Of sums without scale and bias: a mean of other floats depends on their order. */
    MEAN_OF_SUMS
  }

  /**
   * How a kernel slides.
   *
   * @param padding on every side; in mode Same what it takes
   */
  record Slide(
      int height,
      int width,
      int down,
      int right,
      int rowsApart,
      int columnsApart,
      ConvolutionMode mode,
      int padding) {
    Slide {
      padding = mode == ConvolutionMode.Same ? 0 : padding;
    }

    boolean fits(long rows, long columns) {
      return fits(rows, height, down, rowsApart) && fits(columns, width, right, columnsApart);
    }

    private boolean fits(long size, int taps, int stride, int apart) {
      long room = size + 2L * padding - (taps - 1L) * apart - 1;
      return switch (mode) {
        case Same -> true;
        case Strict -> room >= 0 && room % stride == 0;
        default -> room >= 0;
      };
    }

    /** One that fits everywhere. */
    Slide same() {
      return new Slide(
          height, width, down, right, rowsApart, columnsApart, ConvolutionMode.Same, 0);
    }

    /** One for a pool: windows that touch each other, none of padding alone, nor dilated. */
    Slide dense() {
      int least = Math.min(padding, Math.min(height, width) - 1);
      return new Slide(
          height, width, Math.min(down, height), Math.min(right, width), 1, 1, mode, least);
    }
  }

  /**
   * A block.
   *
   * @param outputs channels, as far as they are not too much work
   * @param padValue what a convolution pads with
   */
  record Block(
      Weights weights,
      int outputs,
      Slide slide,
      int padValue,
      boolean bias,
      Pooling pooling,
      Slide pool) {
    boolean hasBias() {
      return bias && pooling != Pooling.MEAN_OF_SUMS;
    }

    boolean hasScale() {
      return pooling != Pooling.MEAN_OF_SUMS;
    }
  }
}
