package org.bnn4j.kernels.paths;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bytes with few binary weights for an output, as in a first convolution:
 *
 * <pre>
 *   sum of w x = 2 (sum of x where w = +1) - sum of x.
 * </pre>
 *
 * <p>The sums on the right fit 16 bits up to {@link PlainSmallByteProduct#MAX_FAN_IN}, and need an
 * AND and an addition for each weight. The words of a row are its bytes, one each, twice side by
 * side, as vectors of shorts take them.
 */
final class VectorSmallByteProduct extends AbstractIntProduct {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
  private static final int LANES = SHORTS.length();

  /** Outputs of a panel. */
  private static final int WIDTH = 2 * LANES;

  /** Masks of 16 bits, two in an int: panel by panel, input by input, the outputs side by side. */
  private final int[] masks;

  VectorSmallByteProduct(PackedWeights weights) {
    super(weights.outputs(), weights.fanIn(), 1);
    int panels = (outputs + WIDTH - 1) / WIDTH;
    this.masks = new int[panels * rowWords * WIDTH / 2];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < rowWords; input++) {
        int at = (output / WIDTH * rowWords + input) * WIDTH + output % WIDTH;
        int mask = weights.weight(output, input) > 0 ? 0xFFFF : 0;
        masks[at / 2] |= mask << 16 * (at % 2);
      }
    }
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    for (int i = 0; i < rowWords; i++) {
      words[at + i] = (values[offset + i] & 0xFF) * 0x10001;
    }
  }

  @Override
  public Worker newWorker(int from, int to) {
    short[] positive = new short[2 * WIDTH];
    int[] sums = new int[WIDTH];
    return (x, starts, rows, sink) -> run(x, starts, rows, positive, sums, sink);
  }

  private void run(
      int[] x, int[] starts, int rows, short[] positive, int[] sums, AccumulatorSink sink) {
    for (int row = 0; row < rows; row += 2) {
      int first = starts[row];
      int second = starts[Math.min(row + 1, rows - 1)];
      int firstSum = sum(x, first);
      int secondSum = sum(x, second);
      for (int from = 0; from < outputs; from += WIDTH) {
        int count = Math.min(WIDTH, outputs - from);
        int panel = from / 2 * rowWords;
        multiply(x, first, second, 1, panel, positive);
        combine(positive, 0, firstSum, sums);
        sink.accept(row, from, count, sums);
        if (row + 1 < rows) {
          combine(positive, WIDTH, secondSum, sums);
          sink.accept(row + 1, from, count, sums);
        }
      }
    }
  }

  private int sum(int[] x, int start) {
    int sum = 0;
    for (int i = start; i < start + rowWords; i++) {
      sum += x[i] & 0xFF;
    }
    return sum;
  }

  /**
   * The sums of x where w = +1, of one panel for two rows. They are stored as they are: C2 would
   * make objects of them to widen them here.
   *
   * @param step 1, which C2 must not know: see {@link VectorCarrySaveProduct}
   */
  private void multiply(int[] x, int first, int second, int step, int panel, short[] positive) {
    ShortVector c0 = ShortVector.zero(SHORTS);
    ShortVector c1 = c0;
    ShortVector d0 = c0;
    ShortVector d1 = c0;
    int[] w = masks;
    int p = panel;
    for (int i = 0; i < rowWords; i += step, p += step * WIDTH / 2) {
      IntVector w0 = IntVector.fromArray(INTS, w, p);
      IntVector w1 = IntVector.fromArray(INTS, w, p + WIDTH / 4);
      IntVector byte0 = IntVector.broadcast(INTS, x[first + i]);
      c0 = c0.add(byte0.and(w0).reinterpretAsShorts());
      c1 = c1.add(byte0.and(w1).reinterpretAsShorts());
      IntVector byte1 = IntVector.broadcast(INTS, x[second + i]);
      d0 = d0.add(byte1.and(w0).reinterpretAsShorts());
      d1 = d1.add(byte1.and(w1).reinterpretAsShorts());
    }
    c0.intoArray(positive, 0);
    c1.intoArray(positive, LANES);
    d0.intoArray(positive, WIDTH);
    d1.intoArray(positive, WIDTH + LANES);
  }

  private static void combine(short[] positive, int from, int sum, int[] sums) {
    for (int j = 0; j < WIDTH; j++) {
      sums[j] = 2 * positive[from + j] - sum;
    }
  }
}
