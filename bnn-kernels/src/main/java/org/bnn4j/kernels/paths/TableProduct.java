package org.bnn4j.kernels.paths;

import java.util.Arrays;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Floats with packed weights, by tables: for every eight inputs, the 256 sums of their subsets are
 * computed once and then looked up for every output, one lookup for eight multiply-accumulates (two
 * where weights are ternary). The floats are never rounded to anything narrower; only the order of
 * summation differs from a plain loop. (The method of the Four Russians: Arlazarov, Dinic, Kronrod
 * and Faradzev, 1970.)
 */
final class TableProduct implements FloatProduct {
  private static final int GROUP = 8;
  private static final int ENTRIES = 1 << GROUP;

  private final int fanIn;
  private final int outputs;

  /** For each group of inputs, the table index of every output: its weights of +1. */
  private final byte[][] positive;

  /** The same for its weights of -1. */
  private final byte[][] negative;

  TableProduct(PackedWeights weights) {
    this.fanIn = weights.fanIn();
    this.outputs = weights.outputs();
    int groups = (fanIn + GROUP - 1) / GROUP;
    this.positive = new byte[groups][outputs];
    this.negative = new byte[groups][outputs];
    BitMatrix sign = weights.sign();
    for (int group = 0; group < groups; group++) {
      int shift = group * GROUP & 31;
      int inUse = ENTRIES - 1 >>> Math.max(0, (group + 1) * GROUP - fanIn);
      for (int output = 0; output < outputs; output++) {
        int word = group * GROUP >>> 5;
        int plus = sign.word(output, word) >>> shift;
        int nonzero =
            weights.nonzero().isPresent()
                ? weights.nonzero().get().word(output, word) >>> shift
                : -1;
        positive[group][output] = (byte) (plus & inUse);
        negative[group][output] = (byte) (~plus & nonzero & inUse);
      }
    }
  }

  @Override
  public Worker newWorker() {
    float[] sums = new float[ENTRIES];
    float[] accumulators = new float[outputs];
    return new Worker() {
      @Override
      public void run(float[] x, int rows, float[] z, int at) {
        multiply(x, rows, z, at, sums, accumulators);
      }
    };
  }

  private void multiply(
      float[] x, int rows, float[] z, int at, float[] sums, float[] accumulators) {
    for (int row = 0; row < rows; row++) {
      Arrays.fill(accumulators, 0);
      for (int group = 0; group < positive.length; group++) {
        fillSums(x, row * fanIn + group * GROUP, Math.min(GROUP, fanIn - group * GROUP), sums);
        lookUp(positive[group], negative[group], sums, accumulators);
      }
      System.arraycopy(accumulators, 0, z, at + row * outputs, outputs);
    }
  }

  /**
   * {@code sums[subset]} for all subsets of {@code n} inputs, each from one that has its highest
   * input less.
   */
  private static void fillSums(float[] x, int at, int n, float[] sums) {
    for (int input = 0; input < n; input++) {
      int bit = 1 << input;
      float value = x[at + input];
      for (int subset = 0; subset < bit; subset++) {
        sums[bit + subset] = sums[subset] + value;
      }
    }
  }

  private static void lookUp(byte[] positive, byte[] negative, float[] sums, float[] z) {
    for (int j = 0; j < z.length; j++) {
      z[j] += sums[positive[j] & 0xFF] - sums[negative[j] & 0xFF];
    }
  }
}
