package org.bnn4j.kernels.paths;

import static jdk.incubator.vector.VectorOperators.GE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Compares whole vectors; their masks are the bits. */
final class VectorBitPacker extends BitPacker {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public int pack(int[] accumulators, int at, int[] thresholds, int channel, int n) {
    if (n < Integer.SIZE) {
      return super.pack(accumulators, at, thresholds, channel, n);
    }
    int packed = 0;
    for (int j = 0; j < Integer.SIZE; j += LANES) {
      IntVector x = IntVector.fromArray(SPECIES, accumulators, at + j);
      IntVector t = IntVector.fromArray(SPECIES, thresholds, channel + j);
      packed |= (int) x.compare(GE, t).toLong() << j;
    }
    return packed;
  }
}
