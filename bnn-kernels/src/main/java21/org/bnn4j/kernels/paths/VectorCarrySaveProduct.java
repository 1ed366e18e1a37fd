package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.bnn4j.kernels.paths.VectorProduct.WIDTH;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with binary weights for processors without a vector popcount: dot = fanIn - 2 popcount(a ^
 * w), with carry-save adders. Per lane and bit position, {@code ones}, {@code twos} and {@code
 * fours} are the last three binary digits of the number of mismatches so far. Of every eight words
 * only the carry out of the fours is counted (Harley and Seal; see W. Mula, N. Kurz, D. Lemire,
 * Faster Population Counts Using AVX2 Instructions, 2018):
 *
 * <pre>
 *   popcount of all words = 8 popcount(carries) + 4 popcount(fours) + 2 popcount(twos) + popcount(ones).
 * </pre>
 *
 * <p>A full adder of p, q and r is half = p ^ q, carry = (p &amp; q) | (half &amp; r), sum = half ^
 * r. The tile of one row and two vectors (c and d) is written out in full: C2 gives up inlining
 * when a small method holds its body, and keeps no second loop of such a size in registers. So a
 * row is first put together in one piece, and the words after the last eight are counted apart.
 */
final class VectorCarrySaveProduct extends IntProduct {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_256;
  private static final int LANES = SPECIES.length();
  private static final int WORDS = 8;

  private final int fanIn;
  private final int[] weights;

  VectorCarrySaveProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    this.fanIn = weights.fanIn();
    this.weights = VectorProduct.panels(weights.sign());
  }

  @Override
  public int[][] newScratch() {
    return new int[][] {new int[rowWords], new int[WIDTH]};
  }

  @Override
  public void run(
      int[] activations, int[] starts, int rows, int[][] scratch, AccumulatorSink sink) {
    int[] row = scratch[0];
    int[] sums = scratch[1];
    for (int from = 0; from < outputs; from += WIDTH) {
      int panel = from * rowWords;
      int count = Math.min(WIDTH, outputs - from);
      for (int i = 0; i < rows; i++) {
        for (int s = 0; s < segments; s++) {
          int start = starts[i * segments + s];
          System.arraycopy(activations, start, row, s * segmentWords, segmentWords);
        }
        for (int lane = 0; lane < count; lane += 2 * LANES) {
          tile(row, weights, panel + lane, fanIn, sums, lane);
          rest(row, weights, panel + lane, sums, lane);
        }
        sink.accept(i, from, count, sums);
      }
    }
  }

  /** Sets the sums of two vectors of outputs for all whole groups of eight words. */
  private static void tile(int[] a, int[] w, int from, int fanIn, int[] sums, int lane) {
    IntVector cOnes = IntVector.zero(SPECIES);
    IntVector cTwos = cOnes;
    IntVector cFours = cOnes;
    IntVector cEights = cOnes;
    IntVector dOnes = cOnes;
    IntVector dTwos = cOnes;
    IntVector dFours = cOnes;
    IntVector dEights = cOnes;
    IntVector x;
    IntVector half;
    int p = from;
    for (int k = 0; k + WORDS <= a.length; k += WORDS, p += WORDS * WIDTH) {
      x = IntVector.broadcast(SPECIES, a[k]);
      IntVector c0 = IntVector.fromArray(SPECIES, w, p).lanewise(XOR, x);
      IntVector d0 = IntVector.fromArray(SPECIES, w, p + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[k + 1]);
      IntVector c1 = IntVector.fromArray(SPECIES, w, p + WIDTH).lanewise(XOR, x);
      IntVector d1 = IntVector.fromArray(SPECIES, w, p + WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c0);
      IntVector cTwos0 = cOnes.and(c0).or(half.and(c1));
      cOnes = half.lanewise(XOR, c1);
      half = dOnes.lanewise(XOR, d0);
      IntVector dTwos0 = dOnes.and(d0).or(half.and(d1));
      dOnes = half.lanewise(XOR, d1);
      x = IntVector.broadcast(SPECIES, a[k + 2]);
      IntVector c2 = IntVector.fromArray(SPECIES, w, p + 2 * WIDTH).lanewise(XOR, x);
      IntVector d2 = IntVector.fromArray(SPECIES, w, p + 2 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[k + 3]);
      IntVector c3 = IntVector.fromArray(SPECIES, w, p + 3 * WIDTH).lanewise(XOR, x);
      IntVector d3 = IntVector.fromArray(SPECIES, w, p + 3 * WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c2);
      IntVector cTwos2 = cOnes.and(c2).or(half.and(c3));
      cOnes = half.lanewise(XOR, c3);
      half = dOnes.lanewise(XOR, d2);
      IntVector dTwos2 = dOnes.and(d2).or(half.and(d3));
      dOnes = half.lanewise(XOR, d3);
      half = cTwos.lanewise(XOR, cTwos0);
      IntVector cFours0 = cTwos.and(cTwos0).or(half.and(cTwos2));
      cTwos = half.lanewise(XOR, cTwos2);
      half = dTwos.lanewise(XOR, dTwos0);
      IntVector dFours0 = dTwos.and(dTwos0).or(half.and(dTwos2));
      dTwos = half.lanewise(XOR, dTwos2);
      x = IntVector.broadcast(SPECIES, a[k + 4]);
      IntVector c4 = IntVector.fromArray(SPECIES, w, p + 4 * WIDTH).lanewise(XOR, x);
      IntVector d4 = IntVector.fromArray(SPECIES, w, p + 4 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[k + 5]);
      IntVector c5 = IntVector.fromArray(SPECIES, w, p + 5 * WIDTH).lanewise(XOR, x);
      IntVector d5 = IntVector.fromArray(SPECIES, w, p + 5 * WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c4);
      IntVector cTwos4 = cOnes.and(c4).or(half.and(c5));
      cOnes = half.lanewise(XOR, c5);
      half = dOnes.lanewise(XOR, d4);
      IntVector dTwos4 = dOnes.and(d4).or(half.and(d5));
      dOnes = half.lanewise(XOR, d5);
      x = IntVector.broadcast(SPECIES, a[k + 6]);
      IntVector c6 = IntVector.fromArray(SPECIES, w, p + 6 * WIDTH).lanewise(XOR, x);
      IntVector d6 = IntVector.fromArray(SPECIES, w, p + 6 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[k + 7]);
      IntVector c7 = IntVector.fromArray(SPECIES, w, p + 7 * WIDTH).lanewise(XOR, x);
      IntVector d7 = IntVector.fromArray(SPECIES, w, p + 7 * WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c6);
      IntVector cTwos6 = cOnes.and(c6).or(half.and(c7));
      cOnes = half.lanewise(XOR, c7);
      half = dOnes.lanewise(XOR, d6);
      IntVector dTwos6 = dOnes.and(d6).or(half.and(d7));
      dOnes = half.lanewise(XOR, d7);
      half = cTwos.lanewise(XOR, cTwos4);
      IntVector cFours4 = cTwos.and(cTwos4).or(half.and(cTwos6));
      cTwos = half.lanewise(XOR, cTwos6);
      half = dTwos.lanewise(XOR, dTwos4);
      IntVector dFours4 = dTwos.and(dTwos4).or(half.and(dTwos6));
      dTwos = half.lanewise(XOR, dTwos6);
      half = cFours.lanewise(XOR, cFours0);
      cEights = cEights.add(cFours.and(cFours0).or(half.and(cFours4)).lanewise(BIT_COUNT));
      cFours = half.lanewise(XOR, cFours4);
      half = dFours.lanewise(XOR, dFours0);
      dEights = dEights.add(dFours.and(dFours0).or(half.and(dFours4)).lanewise(BIT_COUNT));
      dFours = half.lanewise(XOR, dFours4);
    }
    cEights = cEights.lanewise(LSHL, 3).add(cFours.lanewise(BIT_COUNT).lanewise(LSHL, 2));
    cEights = cEights.add(cTwos.lanewise(BIT_COUNT).lanewise(LSHL, 1));
    cEights = cEights.add(cOnes.lanewise(BIT_COUNT));
    cEights.add(cEights).neg().add(fanIn).intoArray(sums, lane);
    dEights = dEights.lanewise(LSHL, 3).add(dFours.lanewise(BIT_COUNT).lanewise(LSHL, 2));
    dEights = dEights.add(dTwos.lanewise(BIT_COUNT).lanewise(LSHL, 1));
    dEights = dEights.add(dOnes.lanewise(BIT_COUNT));
    dEights.add(dEights).neg().add(fanIn).intoArray(sums, lane + LANES);
  }

  /** Takes the words after the last whole group into account. */
  private static void rest(int[] a, int[] w, int from, int[] sums, int lane) {
    int k = a.length / WORDS * WORDS;
    if (k == a.length) {
      return;
    }
    IntVector c = IntVector.zero(SPECIES);
    IntVector d = c;
    for (int p = from + k * WIDTH; k < a.length; k++, p += WIDTH) {
      IntVector x = IntVector.broadcast(SPECIES, a[k]);
      c = c.add(IntVector.fromArray(SPECIES, w, p).lanewise(XOR, x).lanewise(BIT_COUNT));
      d = d.add(IntVector.fromArray(SPECIES, w, p + LANES).lanewise(XOR, x).lanewise(BIT_COUNT));
    }
    IntVector.fromArray(SPECIES, sums, lane).sub(c.add(c)).intoArray(sums, lane);
    IntVector.fromArray(SPECIES, sums, lane + LANES).sub(d.add(d)).intoArray(sums, lane + LANES);
  }
}
