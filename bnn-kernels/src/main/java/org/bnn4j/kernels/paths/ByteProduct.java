package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bytes as eight rows of bits ({@link BytePlanes}), each multiplied with the same weights. A
 * product of bits takes a bit of 0 for -1, so x = sum of 2^b (s_b + 1) / 2 with s_b of -1 and +1,
 * and
 *
 * <pre>
 *   sum of w x = (sum over b of 2^b (sum of w s_b) + 255 (sum of w)) / 2.
 * </pre>
 *
 * <p>The planes come from the highest down, and what came is doubled in between (Horner's rule).
 * The words of a row are its bytes, four in each, up to a whole number of longs.
 */
final class ByteProduct extends AbstractIntProduct {
  private static final int PLANES = BytePlanes.PLANES;
  private static final int MAX_BYTE = 255;

  /** Rows of bytes that meet the weights together: as many of bits as a product likes. */
  private static final int BLOCK = 6;

  private final int fanIn;
  private final IntProduct bits;

  /** 255 times the sum of each output's weights. */
  private final int[] offsets;

  /** Multiplies bytes with weights by a product of bits with the same weights. */
  ByteProduct(PackedWeights weights, IntProduct bits) {
    super(weights.outputs(), (weights.fanIn() + 7) / 8 * 2, 1);
    this.fanIn = weights.fanIn();
    this.bits = bits;
    this.offsets = new int[outputs];
    for (int output = 0; output < outputs; output++) {
      offsets[output] = MAX_BYTE * weights.sum(output, 0, fanIn);
    }
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    BytePlanes.join(values, offset, fanIn, words, at);
  }

  @Override
  public int unit() {
    return bits.unit();
  }

  @Override
  public Worker newWorker(int from, int to) {
    return new PlaneWorker(bits.newWorker(from, to));
  }

  private final class PlaneWorker implements Worker, AccumulatorSink {
    private final Worker worker;
    private final int[] planes = new int[BLOCK * PLANES * bits.rowWords()];
    private final int[] planeStarts = bits.consecutiveStarts(BLOCK * PLANES);
    private final int[] sums = new int[outputs];
    private AccumulatorSink target;
    private int firstRow;

    PlaneWorker(Worker worker) {
      this.worker = worker;
    }

    @Override
    public void run(int[] x, int[] starts, int rows, AccumulatorSink sink) {
      target = sink;
      for (firstRow = 0; firstRow < rows; firstRow += BLOCK) {
        int count = Math.min(BLOCK, rows - firstRow);
        for (int i = 0; i < count; i++) {
          BytePlanes.split(x, starts[firstRow + i], fanIn, planes, planeStarts[i * PLANES]);
        }
        worker.run(planes, planeStarts, count * PLANES, this);
      }
      target = null;
    }

    @Override
    public void accept(int planeRow, int firstOutput, int count, int[] accumulators) {
      int plane = planeRow % PLANES;
      if (plane == 0) {
        System.arraycopy(accumulators, 0, sums, 0, count);
      } else {
        addToTwice(sums, accumulators, count);
      }
      if (plane == PLANES - 1) {
        for (int j = 0; j < count; j++) {
          sums[j] = sums[j] + offsets[firstOutput + j] >> 1;
        }
        target.accept(firstRow + planeRow / PLANES, firstOutput, count, sums);
      }
    }
  }

  private static void addToTwice(int[] sums, int[] accumulators, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = 2 * sums[j] + accumulators[j];
    }
  }
}
