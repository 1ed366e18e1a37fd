package org.bnn4j.kernels.paths;

import org.bnn4j.kernels.graph.Bits;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.PackedDense;

/**
 * The definition: one weight times one input at a time. Slow, easy to check, and what the other
 * paths must equal.
 */
final class ReferencePath implements KernelPath {
  /** The value of one input of the row of activations that starts at a word. */
  private interface Decoder {
    int value(int[] words, int wordOffset, int input);
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String describe() {
    return "reference (naive loops)";
  }

  @Override
  public IntProduct ofBits(PackedDense weights) {
    return product(
        weights, Bits.words(weights.fanIn()), (words, at, i) -> 2 * Bits.get(words, at, i) - 1);
  }

  @Override
  public IntProduct ofBytes(PackedDense weights) {
    return product(weights, BytePlanes.rowWords(weights.fanIn()), BytePlanes::value);
  }

  private static IntProduct product(PackedDense weights, int rowWords, Decoder decoder) {
    return new IntProduct() {
      @Override
      public int rowWords() {
        return rowWords;
      }

      @Override
      public Worker newWorker() {
        int[] accumulators = new int[weights.outputs()];
        return (activations, rows, sink) -> {
          for (int row = 0; row < rows; row++) {
            for (int output = 0; output < weights.outputs(); output++) {
              accumulators[output] = dot(activations, row * rowWords, output);
            }
            sink.accept(row, 0, weights.outputs(), accumulators);
          }
        };
      }

      private int dot(int[] activations, int wordOffset, int output) {
        int sum = 0;
        for (int input = 0; input < weights.fanIn(); input++) {
          sum += weights.weight(output, input) * decoder.value(activations, wordOffset, input);
        }
        return sum;
      }
    };
  }

  @Override
  public FloatProduct ofFloats(PackedDense weights) {
    return floats(
        weights.outputs(), weights.fanIn(), (output, input) -> weights.weight(output, input));
  }

  @Override
  public FloatProduct ofFloats(FloatDense weights) {
    return floats(
        weights.outputs(),
        weights.fanIn(),
        (output, input) -> weights.weights()[input * weights.outputs() + output]);
  }

  private interface FloatWeights {
    float weight(int output, int input);
  }

  private static FloatProduct floats(int outputs, int fanIn, FloatWeights weights) {
    return () ->
        (x, rows, z) -> {
          for (int row = 0; row < rows; row++) {
            for (int output = 0; output < outputs; output++) {
              float sum = 0;
              for (int input = 0; input < fanIn; input++) {
                sum += weights.weight(output, input) * x[row * fanIn + input];
              }
              z[row * outputs + output] = sum;
            }
          }
        };
  }
}
