package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.bnn4j.kernels.graph.PackedWeights;

/**
 * Bits with binary weights: dot = fanIn - 2 popcount(a ^ w), outputs on the lanes. The tile of two
 * rows and four vectors is written out in full: C2 gives up inlining when a small method holds its
 * body.
 */
final class VectorBinaryProduct extends VectorProduct {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final int fanIn;
  private final int[] weights;

  VectorBinaryProduct(PackedWeights weights, int segments) {
    super(weights.outputs(), weights.sign().rowWords(), segments);
    this.fanIn = weights.fanIn();
    this.weights = panels(weights.sign());
  }

  @Override
  void multiply(int panel, int[] a, int[] starts, int start, int[] accumulators) {
    int from = panel * rowWords() * WIDTH;
    for (int lane = 0; lane < WIDTH; lane += 4 * LANES) {
      tile(a, starts, start, from + lane, accumulators, lane);
    }
  }

  @Override
  void multiply(int panel, int[] a, int[] starts, int start, int[] first, int[] second) {
    int from = panel * rowWords() * WIDTH;
    for (int lane = 0; lane < WIDTH; lane += 4 * LANES) {
      tile(a, starts, start, from + lane, first, second, lane);
    }
  }

  private void tile(int[] a, int[] starts, int start, int from, int[] c, int lane) {
    int[] w = weights;
    IntVector c0 = IntVector.zero(SPECIES);
    IntVector c1 = c0;
    IntVector c2 = c0;
    IntVector c3 = c0;
    int p = from;
    for (int s = start; s < start + segments; s++) {
      int at = starts[s];
      for (int k = at; k < at + segmentWords; k++, p += WIDTH) {
        IntVector x = IntVector.broadcast(SPECIES, a[k]);
        c0 = c0.add(IntVector.fromArray(SPECIES, w, p).lanewise(XOR, x).lanewise(BIT_COUNT));
        c1 =
            c1.add(IntVector.fromArray(SPECIES, w, p + LANES).lanewise(XOR, x).lanewise(BIT_COUNT));
        c2 =
            c2.add(
                IntVector.fromArray(SPECIES, w, p + 2 * LANES)
                    .lanewise(XOR, x)
                    .lanewise(BIT_COUNT));
        c3 =
            c3.add(
                IntVector.fromArray(SPECIES, w, p + 3 * LANES)
                    .lanewise(XOR, x)
                    .lanewise(BIT_COUNT));
      }
    }
    store(c0, c1, c2, c3, c, lane);
  }

  private void tile(int[] a, int[] starts, int start, int from, int[] c, int[] d, int lane) {
    int[] w = weights;
    IntVector c0 = IntVector.zero(SPECIES);
    IntVector c1 = c0;
    IntVector c2 = c0;
    IntVector c3 = c0;
    IntVector d0 = c0;
    IntVector d1 = c0;
    IntVector d2 = c0;
    IntVector d3 = c0;
    int p = from;
    for (int s = start; s < start + segments; s++) {
      int at = starts[s];
      int next = starts[s + segments];
      for (int k = 0; k < segmentWords; k++, p += WIDTH) {
        IntVector x = IntVector.broadcast(SPECIES, a[at + k]);
        IntVector y = IntVector.broadcast(SPECIES, a[next + k]);
        IntVector w0 = IntVector.fromArray(SPECIES, w, p);
        c0 = c0.add(w0.lanewise(XOR, x).lanewise(BIT_COUNT));
        d0 = d0.add(w0.lanewise(XOR, y).lanewise(BIT_COUNT));
        IntVector w1 = IntVector.fromArray(SPECIES, w, p + LANES);
        c1 = c1.add(w1.lanewise(XOR, x).lanewise(BIT_COUNT));
        d1 = d1.add(w1.lanewise(XOR, y).lanewise(BIT_COUNT));
        IntVector w2 = IntVector.fromArray(SPECIES, w, p + 2 * LANES);
        c2 = c2.add(w2.lanewise(XOR, x).lanewise(BIT_COUNT));
        d2 = d2.add(w2.lanewise(XOR, y).lanewise(BIT_COUNT));
        IntVector w3 = IntVector.fromArray(SPECIES, w, p + 3 * LANES);
        c3 = c3.add(w3.lanewise(XOR, x).lanewise(BIT_COUNT));
        d3 = d3.add(w3.lanewise(XOR, y).lanewise(BIT_COUNT));
      }
    }
    store(c0, c1, c2, c3, c, lane);
    store(d0, d1, d2, d3, d, lane);
  }

  private void store(IntVector c0, IntVector c1, IntVector c2, IntVector c3, int[] c, int lane) {
    IntVector n = IntVector.broadcast(SPECIES, fanIn);
    n.sub(c0.add(c0)).intoArray(c, lane);
    n.sub(c1.add(c1)).intoArray(c, lane + LANES);
    n.sub(c2.add(c2)).intoArray(c, lane + 2 * LANES);
    n.sub(c3.add(c3)).intoArray(c, lane + 3 * LANES);
  }
}
