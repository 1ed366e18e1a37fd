package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * The definition: one weight times one input at a time. Slow, easy to check, and what the other
 * paths must equal.
 */
final class ReferencePath extends KernelPath {
  ReferencePath() {
    super("reference", "naive loops");
  }

  @Override
  public boolean isReference() {
    return true;
  }

  @Override
  public IntProduct ofBits(PackedWeights weights, int segments) {
    return new BitLoops(weights, segments);
  }

  @Override
  public IntProduct ofBytes(PackedWeights weights) {
    return new ByteLoops(weights);
  }

  @Override
  public FloatProduct ofFloats(PackedWeights weights) {
    return new FloatLoops(weights.outputs(), weights.fanIn(), weights::weight);
  }

  @Override
  public FloatProduct ofFloats(FloatWeights weights) {
    return new FloatLoops(weights.outputs(), weights.fanIn(), weights::get);
  }

  private abstract static class IntegerLoops extends AbstractIntProduct {
    final PackedWeights weights;

    IntegerLoops(PackedWeights weights, int rowWords, int segments) {
      super(weights.outputs(), rowWords, segments);
      this.weights = weights;
    }

    abstract int value(int[] words, int[] starts, int row, int input);

    @Override
    public Worker newWorker(int from, int to) {
      int[] sums = new int[outputs];
      return (activations, starts, rows, sink) -> run(activations, starts, rows, sums, sink);
    }

    private void run(int[] activations, int[] starts, int rows, int[] sums, AccumulatorSink sink) {
      for (int row = 0; row < rows; row++) {
        for (int output = 0; output < outputs; output++) {
          sums[output] = 0;
          for (int input = 0; input < weights.fanIn(); input++) {
            sums[output] += weights.weight(output, input) * value(activations, starts, row, input);
          }
        }
        sink.accept(row, 0, outputs, sums);
      }
    }
  }

  private static final class BitLoops extends IntegerLoops {
    BitLoops(PackedWeights weights, int segments) {
      super(weights, Bits.words(weights.fanIn()), segments);
    }

    @Override
    int value(int[] words, int[] starts, int row, int input) {
      int segment = (input >>> 5) / segmentWords;
      int inSegment = input - 32 * segment * segmentWords;
      return 2 * Bits.get(words, starts[row * segments + segment], inSegment) - 1;
    }
  }

  /** The words of a row are its bytes, one each. */
  private static final class ByteLoops extends IntegerLoops {
    ByteLoops(PackedWeights weights) {
      super(weights, weights.fanIn(), 1);
    }

    @Override
    public void pack(byte[] values, int offset, int[] words, int at) {
      for (int i = 0; i < rowWords; i++) {
        words[at + i] = values[offset + i] & 0xFF;
      }
    }

    @Override
    int value(int[] words, int[] starts, int row, int input) {
      return words[starts[row] + input];
    }
  }

  @FunctionalInterface
  private interface Weights {
    float get(int output, int input);
  }

  private static final class FloatLoops implements FloatProduct {
    private final int outputs;
    private final int fanIn;
    private final Weights weights;

    FloatLoops(int outputs, int fanIn, Weights weights) {
      this.outputs = outputs;
      this.fanIn = fanIn;
      this.weights = weights;
    }

    @Override
    public Worker newWorker() {
      return this::run;
    }

    private void run(float[] x, int rows, float[] z, int at) {
      for (int i = 0; i < rows * outputs; i++) {
        float sum = 0;
        for (int input = 0; input < fanIn; input++) {
          sum += weights.get(i % outputs, input) * x[i / outputs * fanIn + input];
        }
        z[at + i] = sum;
      }
    }
  }
}
