package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bytes as bit planes with binary or ternary weights ({@link BytePlanes}). The planes are summed
 * from the highest down, doubling in between (Horner's rule), one word of weights at a time.
 */
final class VectorByteProduct extends VectorProduct {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int PLANES = BytePlanes.PLANES;

  private final int fanIn;
  private final int weightWords;
  private final int[] sign;
  private final int[] nonzero;

  VectorByteProduct(PackedWeights weights) {
    super(weights.outputs(), BytePlanes.rowWords(weights.fanIn()), 1);
    this.fanIn = weights.fanIn();
    this.weightWords = weights.sign().rowWords();
    this.sign = panels(weights.sign());
    this.nonzero = weights.nonzero().isPresent() ? panels(weights.nonzero().get()) : null;
  }

  @Override
  public void pack(byte[] values, int offset, int[] words, int at) {
    BytePlanes.split(values, offset, fanIn, words, at);
  }

  @Override
  void multiply(int panel, int[] x, int[] starts, int start, int[] c) {
    int at = starts[start];
    int from = panel * weightWords * WIDTH;
    int sum = nonzero == null ? BytePlanes.sum(x, at, rowWords) : 0;
    for (int lane = 0; lane < WIDTH; lane += LANES) {
      IntVector twice = selected(sign, from + lane, x, at).lanewise(LSHL, 1);
      IntVector all =
          nonzero == null
              ? IntVector.broadcast(SPECIES, sum)
              : selected(nonzero, from + lane, x, at);
      twice.sub(all).intoArray(c, lane);
    }
  }

  /** The sums of the bytes that a vector of outputs' words select. */
  private IntVector selected(int[] weights, int from, int[] x, int at) {
    IntVector sum = IntVector.zero(SPECIES);
    int p = from;
    int last = at + weightWords * PLANES;
    for (int i = at; i < last; i += PLANES, p += WIDTH) {
      IntVector w = IntVector.fromArray(SPECIES, weights, p);
      IntVector word = w.and(x[i + 7]).lanewise(BIT_COUNT);
      word = word.add(word).add(w.and(x[i + 6]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i + 5]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i + 4]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i + 3]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i + 2]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i + 1]).lanewise(BIT_COUNT));
      word = word.add(word).add(w.and(x[i]).lanewise(BIT_COUNT));
      sum = sum.add(word);
    }
    return sum;
  }
}
