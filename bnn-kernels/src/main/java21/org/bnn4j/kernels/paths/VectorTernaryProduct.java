package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with ternary weights: dot = popcount(m) - 2 popcount(m &amp; (a ^ s)), two rows and two
 * vectors at once.
 */
final class VectorTernaryProduct extends VectorProduct {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final int[] sign;
  private final int[] nonzero;

  /** popcount(m) of every output, 0 beyond the last. */
  private final int[] counts;

  VectorTernaryProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    BitMatrix mask = weights.nonzero().orElseThrow();
    this.sign = panels(weights.sign());
    this.nonzero = panels(mask);
    this.counts = new int[nonzero.length / rowWords];
    for (int output = 0; output < mask.rows(); output++) {
      counts[output] = mask.count(output);
    }
  }

  @Override
  void multiply(int panel, int[] a, int[] starts, int start, int[] c) {
    int from = panel * rowWords() * WIDTH;
    for (int lane = 0; lane < WIDTH; lane += LANES) {
      IntVector c0 = IntVector.zero(SPECIES);
      int p = from + lane;
      for (int segment = start; segment < start + segments; segment++) {
        int at = starts[segment];
        for (int k = at; k < at + segmentWords; k++, p += WIDTH) {
          IntVector s = IntVector.fromArray(SPECIES, sign, p);
          IntVector m = IntVector.fromArray(SPECIES, nonzero, p);
          c0 = c0.add(s.lanewise(XOR, a[k]).and(m).lanewise(BIT_COUNT));
        }
      }
      store(c0, panel, c, lane);
    }
  }

  @Override
  void multiply(int panel, int[] a, int[] starts, int start, int[] c, int[] d) {
    int from = panel * rowWords() * WIDTH;
    for (int lane = 0; lane < WIDTH; lane += 2 * LANES) {
      tile(panel, a, starts, start, from + lane, c, d, lane);
    }
  }

  private void tile(
      int panel, int[] a, int[] starts, int start, int from, int[] c, int[] d, int lane) {
    IntVector c0 = IntVector.zero(SPECIES);
    IntVector c1 = c0;
    IntVector d0 = c0;
    IntVector d1 = c0;
    int p = from;
    for (int segment = start; segment < start + segments; segment++) {
      int at = starts[segment];
      int next = starts[segment + segments];
      for (int k = 0; k < segmentWords; k++, p += WIDTH) {
        IntVector x = IntVector.broadcast(SPECIES, a[at + k]);
        IntVector y = IntVector.broadcast(SPECIES, a[next + k]);
        IntVector s0 = IntVector.fromArray(SPECIES, sign, p);
        IntVector m0 = IntVector.fromArray(SPECIES, nonzero, p);
        c0 = c0.add(s0.lanewise(XOR, x).and(m0).lanewise(BIT_COUNT));
        d0 = d0.add(s0.lanewise(XOR, y).and(m0).lanewise(BIT_COUNT));
        IntVector s1 = IntVector.fromArray(SPECIES, sign, p + LANES);
        IntVector m1 = IntVector.fromArray(SPECIES, nonzero, p + LANES);
        c1 = c1.add(s1.lanewise(XOR, x).and(m1).lanewise(BIT_COUNT));
        d1 = d1.add(s1.lanewise(XOR, y).and(m1).lanewise(BIT_COUNT));
      }
    }
    store(c0, panel, c, lane);
    store(c1, panel, c, lane + LANES);
    store(d0, panel, d, lane);
    store(d1, panel, d, lane + LANES);
  }

  private void store(IntVector mismatches, int panel, int[] c, int lane) {
    IntVector n = IntVector.fromArray(SPECIES, counts, panel * WIDTH + lane);
    n.sub(mismatches.add(mismatches)).intoArray(c, lane);
  }
}
