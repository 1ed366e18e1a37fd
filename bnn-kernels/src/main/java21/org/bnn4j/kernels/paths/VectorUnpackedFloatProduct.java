package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Floats with packed weights, which become floats a chunk at a time for several rows, and on the
 * way for few.
 */
final class VectorUnpackedFloatProduct extends VectorFloatProduct {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int SIGN = Integer.MIN_VALUE;
  private static final int ONE = Float.floatToRawIntBits(1);

  private final int words;

  /** Panel by panel, word by word, the outputs side by side: where weights are -1. */
  private final int[] negative;

  /** The same where they are not 0. */
  private final int[] nonzero;

  VectorUnpackedFloatProduct(PackedWeights weights) {
    super(weights.outputs(), weights.fanIn());
    this.words = weights.sign().rowWords();
    this.negative = VectorProduct.panels(weights.sign(), WIDTH);
    for (int i = 0; i < negative.length; i++) {
      negative[i] = ~negative[i];
    }
    BitMatrix mask = weights.nonzero().orElse(null);
    this.nonzero = mask == null ? null : VectorProduct.panels(mask, WIDTH);
  }

  @Override
  public Worker newWorker() {
    float[] chunk = new float[CHUNK * WIDTH];
    return new PanelWorker() {
      @Override
      void add(int panel, int input, int inputs, float[] x, int at, int rows, float[] sums) {
        for (int done = 0; done < inputs; done += Integer.SIZE) {
          int from = (panel * words + (input + done >>> 5)) * WIDTH;
          int bits = Math.min(Integer.SIZE, inputs - done);
          for (int lane = 0; lane < WIDTH; lane += LANES) {
            if (rows >= TILE) {
              unpack(from + lane, bits, chunk, done * WIDTH + lane);
            } else {
              for (int row = 0; row < rows; row++) {
                int first = at + row * fanIn + done;
                addWord(from + lane, bits, x, first, sums, row * WIDTH + lane);
              }
            }
          }
        }
        if (rows >= TILE) {
          VectorUnpackedFloatProduct.this.add(x, at, rows, inputs, chunk, 0, sums);
        }
      }
    };
  }

  /** Makes floats of the first bits of a vector of words, one vector for each bit. */
  private void unpack(int from, int bits, float[] target, int at) {
    IntVector s = IntVector.fromArray(INTS, negative, from);
    IntVector m = nonzero == null ? null : IntVector.fromArray(INTS, nonzero, from);
    for (int bit = 0; bit < bits; bit++) {
      IntVector w = s.lanewise(LSHL, 31 - bit).and(SIGN).or(ONE);
      w = m == null ? w : w.and(m.lanewise(LSHL, 31 - bit).lanewise(ASHR, 31));
      w.reinterpretAsFloats().intoArray(target, at + bit * WIDTH);
    }
  }

  /** Adds the inputs of one vector of words to the sums of one row. */
  private void addWord(int from, int bits, float[] x, int at, float[] sums, int target) {
    IntVector s = IntVector.fromArray(INTS, negative, from);
    IntVector m = nonzero == null ? null : IntVector.fromArray(INTS, nonzero, from);
    FloatVector sum = FloatVector.fromArray(SPECIES, sums, target);
    for (int bit = 0; bit < bits; bit++) {
      IntVector w = s.lanewise(LSHL, 31 - bit).and(SIGN).or(ONE);
      w = m == null ? w : w.and(m.lanewise(LSHL, 31 - bit).lanewise(ASHR, 31));
      sum = w.reinterpretAsFloats().fma(FloatVector.broadcast(SPECIES, x[at + bit]), sum);
    }
    sum.intoArray(sums, target);
  }
}
