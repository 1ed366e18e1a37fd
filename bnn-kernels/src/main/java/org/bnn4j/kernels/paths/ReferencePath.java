package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * The definition: one weight times one input at a time. Slow, easy to check, and what the other
 * paths must equal.
 */
final class ReferencePath extends KernelPath {
  ReferencePath() {
    super("reference", "naive loops");
  }

  @Override
  public IntProduct ofBits(PackedDense weights) {
    return new IntegerLoops(weights, Bits.words(weights.fanIn()));
  }

  @Override
  public IntProduct ofBytes(PackedDense weights) {
    return new IntegerLoops(weights, BytePlanes.rowWords(weights.fanIn()));
  }

  @Override
  public FloatProduct ofFloats(PackedDense weights) {
    return new FloatLoops(weights.outputs(), weights.fanIn(), weights);
  }

  @Override
  public FloatProduct ofFloats(FloatDense weights) {
    return new FloatLoops(weights.outputs(), weights.fanIn(), weights);
  }

  private static final class IntegerLoops extends IntProduct {
    private final PackedDense weights;

    IntegerLoops(PackedDense weights, int rowWords) {
      super(weights.outputs(), rowWords);
      this.weights = weights;
    }

    @Override
    public int[][] newScratch() {
      return new int[1][outputs];
    }

    @Override
    public void run(int[] activations, int rows, int[][] scratch, AccumulatorSink sink) {
      for (int row = 0; row < rows; row++) {
        for (int output = 0; output < outputs; output++) {
          int sum = 0;
          for (int input = 0; input < weights.fanIn(); input++) {
            sum += weights.weight(output, input) * value(activations, row * rowWords, input);
          }
          scratch[0][output] = sum;
        }
        sink.accept(row, 0, outputs, scratch[0]);
      }
    }

    private int value(int[] words, int at, int input) {
      return rowWords == Bits.words(weights.fanIn())
          ? 2 * Bits.get(words, at, input) - 1
          : BytePlanes.value(words, at, input);
    }
  }

  private static final class FloatLoops implements FloatProduct {
    private final int outputs;
    private final int fanIn;

    /** Packed or of floats. */
    private final Op weights;

    FloatLoops(int outputs, int fanIn, Op weights) {
      this.outputs = outputs;
      this.fanIn = fanIn;
      this.weights = weights;
    }

    @Override
    public float[][] newScratch() {
      return new float[0][];
    }

    @Override
    public void run(float[] x, int rows, float[] z, float[][] scratch) {
      for (int i = 0; i < rows * outputs; i++) {
        float sum = 0;
        for (int input = 0; input < fanIn; input++) {
          sum += weight(i % outputs, input) * x[i / outputs * fanIn + input];
        }
        z[i] = sum;
      }
    }

    private float weight(int output, int input) {
      return weights instanceof PackedDense packed
          ? packed.weight(output, input)
          : ((FloatDense) weights).weights()[input * outputs + output];
    }
  }
}
