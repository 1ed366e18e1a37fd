package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.S2I;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
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
final class VectorSmallByteProduct extends IntProduct {
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
    int[][] sums = new int[2][WIDTH];
    return (x, starts, rows, sink) -> run(x, starts, rows, sums, sink);
  }

  private void run(int[] x, int[] starts, int rows, int[][] sums, AccumulatorSink sink) {
    for (int row = 0; row < rows; row += 2) {
      int first = starts[row];
      int second = starts[Math.min(row + 1, rows - 1)];
      int firstSum = sum(x, first);
      int secondSum = sum(x, second);
      for (int from = 0; from < outputs; from += WIDTH) {
        int count = Math.min(WIDTH, outputs - from);
        int panel = from / 2 * rowWords;
        multiply(x, first, second, 1, firstSum, secondSum, panel, sums[0], sums[1]);
        sink.accept(row, from, count, sums[0]);
        if (row + 1 < rows) {
          sink.accept(row + 1, from, count, sums[1]);
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
   * Sets the sums of one panel for two rows.
   *
   * @param step 1, which C2 must not know: see {@link VectorCarrySaveProduct}
   */
  private void multiply(
      int[] x,
      int first,
      int second,
      int step,
      int firstSum,
      int secondSum,
      int panel,
      int[] firstSums,
      int[] secondSums) {
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
    store(c0, firstSum, firstSums, 0);
    store(c1, firstSum, firstSums, LANES);
    store(d0, secondSum, secondSums, 0);
    store(d1, secondSum, secondSums, LANES);
  }

  private static void store(ShortVector positive, int sum, int[] sums, int at) {
    for (int part = 0; part < 2; part++) {
      Vector<Integer> ints = positive.convertShape(S2I, INTS, part);
      IntVector doubled = ints.reinterpretAsInts().lanewise(LSHL, 1);
      doubled.sub(sum).intoArray(sums, at + part * LANES / 2);
    }
  }
}
