package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bytes with few weights for an output, as in a first convolution: multiplied as they are, which
 * measured 1.2 to 3.3 times as fast as bit planes at fan-ins of 27 and 128, for 128 to 4096
 * outputs. Four inputs at a time spare most loads and stores of sums. The words of a row are its
 * bytes, one each, and weights take an int each.
 */
final class PlainSmallByteProduct extends AbstractIntProduct {
  /**
   * The largest that was measured, and whose bytes' sum, 128 times 255, fits 16 bits with a sign. A
   * window of 6 x 6 pixels of three colours has 108 bytes.
   */
  static final int MAX_FAN_IN = 128;

  private static final int INPUTS = 4;

  /** One array for each input, rounded up to a multiple of four, with the outputs side by side. */
  private final int[][] weights;

  private final int fanIn;

  PlainSmallByteProduct(PackedWeights packed) {
    super(packed.outputs(), (packed.fanIn() + INPUTS - 1) / INPUTS * INPUTS, 1);
    this.fanIn = packed.fanIn();
    this.weights = new int[rowWords][outputs];
    for (int output = 0; output < outputs; output++) {
      unpack(packed, output);
    }
  }

  /** A word at a time: no method is called for a weight, as a small model is loaded uncompiled. */
  private void unpack(PackedWeights packed, int output) {
    for (int first = 0; first < fanIn; first += Integer.SIZE) {
      int plus = packed.sign().word(output, first / Integer.SIZE);
      int nonzero =
          packed.nonzero().isPresent()
              ? packed.nonzero().get().word(output, first / Integer.SIZE)
              : -1;
      int end = Math.min(fanIn, first + Integer.SIZE);
      for (int input = first; input < end; input++) {
        weights[input][output] = (plus >>> input & 1) - ((nonzero & ~plus) >>> input & 1);
      }
    }
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    for (int i = 0; i < fanIn; i++) {
      words[at + i] = values[offset + i] & 0xFF;
    }
  }

  @Override
  public Worker newWorker(int from, int to) {
    int[] sums = new int[outputs];
    return new Worker() {
      @Override
      public void run(int[] x, int[] starts, int rows, AccumulatorSink sink) {
        multiply(x, starts, rows, sums, sink);
      }
    };
  }

  private void multiply(int[] x, int[] starts, int rows, int[] sums, AccumulatorSink sink) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(sums, 0);
      for (int i = 0; i < rowWords; i += INPUTS) {
        add(weights[i], weights[i + 1], weights[i + 2], weights[i + 3], x, starts[row] + i, sums);
      }
      sink.accept(row, 0, outputs, sums);
    }
  }

  private static void add(int[] w0, int[] w1, int[] w2, int[] w3, int[] x, int at, int[] sums) {
    int x0 = x[at];
    int x1 = x[at + 1];
    int x2 = x[at + 2];
    int x3 = x[at + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
    }
  }
}
