package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
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
 * r. Bytes are counted, not ints: half the work, and a byte holds the carries of 31 groups.
 *
 * <p>The tile of one row and two vectors (c and d) is written out in full: C2 gives up inlining
 * when a small method holds its body, and keeps no second loop of such a size in registers. So a
 * row is first put together in one piece, and words after the last group of eight are counted
 * apart; four or more of them become another group with zeros, which match the weights' zeros.
 */
final class VectorCarrySaveProduct extends IntProduct {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_256;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;

  /**
   * Outputs of a panel, as few as a sink takes: every row reads the panel again, which should stay
   * in a first-level cache. With a fan-in of 4608 it takes 18 KiB.
   */
  private static final int WIDTH = 32;

  /** Rows that are put together at once, and meet all panels before the next. */
  private static final int BLOCK = 16;

  /** Words of a group. */
  private static final int GROUP = 8;

  /** Words of as many groups as a byte can count: 31 times 8 mismatches. */
  private static final int MOST = 31 * GROUP;

  private final int fanIn;

  /** Words of a row, with those of zeros that fill a group. */
  private final int filledWords;

  private final int[] weights;

  VectorCarrySaveProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    this.fanIn = weights.fanIn();
    this.filledWords = rowWords % GROUP < GROUP / 2 ? rowWords : (rowWords / GROUP + 1) * GROUP;
    this.weights = VectorProduct.panels(weights.sign(), filledWords, WIDTH);
  }

  @Override
  public Worker newWorker() {
    int[] block = new int[BLOCK * filledWords];
    int[] sums = new int[WIDTH];
    return (activations, starts, rows, sink) -> run(activations, starts, rows, block, sums, sink);
  }

  private void run(
      int[] activations, int[] starts, int rows, int[] block, int[] sums, AccumulatorSink sink) {
    for (int first = 0; first < rows; first += BLOCK) {
      int count = Math.min(BLOCK, rows - first);
      for (int i = 0; i < count; i++) {
        for (int s = 0; s < segments; s++) {
          int start = starts[(first + i) * segments + s];
          int at = i * filledWords + s * segmentWords;
          System.arraycopy(activations, start, block, at, segmentWords);
        }
      }
      for (int from = 0; from < outputs; from += WIDTH) {
        for (int i = 0; i < count; i++) {
          multiply(block, i * filledWords, from, sums);
          sink.accept(first + i, from, Math.min(WIDTH, outputs - from), sums);
        }
      }
    }
  }

  /** Sets the sums of one panel for the row that starts at {@code row}. */
  private void multiply(int[] a, int row, int from, int[] sums) {
    Arrays.fill(sums, fanIn);
    int whole = filledWords / GROUP * GROUP;
    int panel = from * filledWords;
    for (int lane = 0; lane < WIDTH && from + lane < outputs; lane += 2 * LANES) {
      for (int word = 0; word < whole; word += MOST) {
        int count = Math.min(MOST, whole - word);
        tile(a, row + word, count, GROUP, weights, panel + word * WIDTH + lane, sums, lane);
      }
      int count = filledWords - whole;
      if (count > 0) {
        rest(a, row + whole, count, weights, panel + whole * WIDTH + lane, sums, lane);
      }
    }
  }

  /**
   * Takes whole groups of words into account, for two vectors of outputs.
   *
   * @param group {@link #GROUP}, which C2 must not know: of a loop with a constant step it moves
   *     all range checks to the front, some fifty, which take as long as two groups. In the loop,
   *     one check does for a whole group.
   */
  private static void tile(
      int[] a, int at, int words, int group, int[] w, int from, int[] sums, int lane) {
    IntVector cOnes = IntVector.zero(SPECIES);
    IntVector cTwos = cOnes;
    IntVector cFours = cOnes;
    ByteVector cEights = ByteVector.zero(BYTES);
    IntVector dOnes = cOnes;
    IntVector dTwos = cOnes;
    IntVector dFours = cOnes;
    ByteVector dEights = ByteVector.zero(BYTES);
    IntVector x;
    IntVector half;
    int p = from;
    for (int k = 0; k < words; k += group, p += group * WIDTH) {
      x = IntVector.broadcast(SPECIES, a[at + k]);
      IntVector c0 = IntVector.fromArray(SPECIES, w, p).lanewise(XOR, x);
      IntVector d0 = IntVector.fromArray(SPECIES, w, p + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[at + k + 1]);
      IntVector c1 = IntVector.fromArray(SPECIES, w, p + WIDTH).lanewise(XOR, x);
      IntVector d1 = IntVector.fromArray(SPECIES, w, p + WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c0);
      IntVector cTwos0 = cOnes.and(c0).or(half.and(c1));
      cOnes = half.lanewise(XOR, c1);
      half = dOnes.lanewise(XOR, d0);
      IntVector dTwos0 = dOnes.and(d0).or(half.and(d1));
      dOnes = half.lanewise(XOR, d1);
      x = IntVector.broadcast(SPECIES, a[at + k + 2]);
      IntVector c2 = IntVector.fromArray(SPECIES, w, p + 2 * WIDTH).lanewise(XOR, x);
      IntVector d2 = IntVector.fromArray(SPECIES, w, p + 2 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[at + k + 3]);
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
      x = IntVector.broadcast(SPECIES, a[at + k + 4]);
      IntVector c4 = IntVector.fromArray(SPECIES, w, p + 4 * WIDTH).lanewise(XOR, x);
      IntVector d4 = IntVector.fromArray(SPECIES, w, p + 4 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[at + k + 5]);
      IntVector c5 = IntVector.fromArray(SPECIES, w, p + 5 * WIDTH).lanewise(XOR, x);
      IntVector d5 = IntVector.fromArray(SPECIES, w, p + 5 * WIDTH + LANES).lanewise(XOR, x);
      half = cOnes.lanewise(XOR, c4);
      IntVector cTwos4 = cOnes.and(c4).or(half.and(c5));
      cOnes = half.lanewise(XOR, c5);
      half = dOnes.lanewise(XOR, d4);
      IntVector dTwos4 = dOnes.and(d4).or(half.and(d5));
      dOnes = half.lanewise(XOR, d5);
      x = IntVector.broadcast(SPECIES, a[at + k + 6]);
      IntVector c6 = IntVector.fromArray(SPECIES, w, p + 6 * WIDTH).lanewise(XOR, x);
      IntVector d6 = IntVector.fromArray(SPECIES, w, p + 6 * WIDTH + LANES).lanewise(XOR, x);
      x = IntVector.broadcast(SPECIES, a[at + k + 7]);
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
      x = cFours.and(cFours0).or(half.and(cFours4));
      cEights = cEights.add(x.reinterpretAsBytes().lanewise(BIT_COUNT));
      cFours = half.lanewise(XOR, cFours4);
      half = dFours.lanewise(XOR, dFours0);
      x = dFours.and(dFours0).or(half.and(dFours4));
      dEights = dEights.add(x.reinterpretAsBytes().lanewise(BIT_COUNT));
      dFours = half.lanewise(XOR, dFours4);
    }
    ByteVector cLow = cFours.reinterpretAsBytes().lanewise(BIT_COUNT);
    cLow = cLow.add(cLow).add(cTwos.reinterpretAsBytes().lanewise(BIT_COUNT));
    cLow = cLow.add(cLow).add(cOnes.reinterpretAsBytes().lanewise(BIT_COUNT));
    // The sums of the four bytes of every int, first of two, then of all.
    x = cLow.reinterpretAsInts();
    x = x.and(0x00FF00FF).add(x.lanewise(LSHR, 8).and(0x00FF00FF));
    half = cEights.reinterpretAsInts();
    half = half.and(0x00FF00FF).add(half.lanewise(LSHR, 8).and(0x00FF00FF));
    x = x.add(half.lanewise(LSHL, 3));
    x = x.and(0xFFFF).add(x.lanewise(LSHR, 16));
    IntVector.fromArray(SPECIES, sums, lane).sub(x.add(x)).intoArray(sums, lane);
    ByteVector dLow = dFours.reinterpretAsBytes().lanewise(BIT_COUNT);
    dLow = dLow.add(dLow).add(dTwos.reinterpretAsBytes().lanewise(BIT_COUNT));
    dLow = dLow.add(dLow).add(dOnes.reinterpretAsBytes().lanewise(BIT_COUNT));
    // The sums of the four bytes of every int, first of two, then of all.
    x = dLow.reinterpretAsInts();
    x = x.and(0x00FF00FF).add(x.lanewise(LSHR, 8).and(0x00FF00FF));
    half = dEights.reinterpretAsInts();
    half = half.and(0x00FF00FF).add(half.lanewise(LSHR, 8).and(0x00FF00FF));
    x = x.add(half.lanewise(LSHL, 3));
    x = x.and(0xFFFF).add(x.lanewise(LSHR, 16));
    IntVector.fromArray(SPECIES, sums, lane + LANES).sub(x.add(x)).intoArray(sums, lane + LANES);
  }

  /** Takes the words after the last whole group into account. */
  private static void rest(int[] a, int at, int words, int[] w, int from, int[] sums, int lane) {
    IntVector c = IntVector.zero(SPECIES);
    IntVector d = c;
    int p = from;
    for (int k = 0; k < words; k++, p += WIDTH) {
      IntVector x = IntVector.broadcast(SPECIES, a[at + k]);
      c = c.add(IntVector.fromArray(SPECIES, w, p).lanewise(XOR, x).lanewise(BIT_COUNT));
      d = d.add(IntVector.fromArray(SPECIES, w, p + LANES).lanewise(XOR, x).lanewise(BIT_COUNT));
    }
    IntVector.fromArray(SPECIES, sums, lane).sub(c.add(c)).intoArray(sums, lane);
    IntVector.fromArray(SPECIES, sums, lane + LANES).sub(d.add(d)).intoArray(sums, lane + LANES);
  }
}
