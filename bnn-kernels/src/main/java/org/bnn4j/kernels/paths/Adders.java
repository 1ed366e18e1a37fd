package org.bnn4j.kernels.paths;

/**
 * Counts bits with carry-save adders, which C2 vectorises in a loop on every processor. Full adders
 * make binary digits of several words, bit position by bit position: so many ones, twos, fours and
 * eights. Only these are counted, together, as nobody needs them apart: what stands at even and at
 * odd positions of ones and twos is merged into two words, and those of fours and eights likewise
 * (W. Mula, N. Kurz, D. Lemire, Faster Population Counts Using AVX2 Instructions, 2018, has the
 * adders).
 */
final class Adders {
  /** Fewer outputs make loops so short that scalar popcounts are as good. */
  static final int MIN_OUTPUTS = 64;

  private Adders() {}

  /** The carry of a full adder; its sum is {@code p ^ q ^ r}. */
  private static int carry(int p, int q, int r) {
    return p & q | (p ^ q) & r;
  }

  /** The set bits of four words. */
  static int count(int x0, int x1, int x2, int x3) {
    int sum = x0 ^ x1 ^ x2;
    int carry0 = carry(x0, x1, x2);
    int carry1 = sum & x3;
    int fours = carry0 & carry1;
    int more = (fours & 0x55555555) + (fours >>> 1 & 0x55555555);
    more = (more & 0x33333333) + (more >>> 2 & 0x33333333);
    more = more + (more >>> 4) & 0x0F0F0F0F;
    return sumOfBytes(bytes(sum ^ x3, carry0 ^ carry1) + (more << 2));
  }

  /** The set bits of eight words. */
  static int count(int x0, int x1, int x2, int x3, int x4, int x5, int x6, int x7) {
    int sum0 = x0 ^ x1 ^ x2;
    int carry0 = carry(x0, x1, x2);
    int sum1 = x3 ^ x4 ^ x5;
    int carry1 = carry(x3, x4, x5);
    int sum2 = sum0 ^ sum1 ^ x6;
    int carry2 = carry(sum0, sum1, x6);
    int carry3 = sum2 & x7;
    int sum3 = carry0 ^ carry1 ^ carry2;
    int carry4 = carry(carry0, carry1, carry2);
    int carry5 = sum3 & carry3;
    int low = bytes(sum2 ^ x7, sum3 ^ carry3);
    return sumOfBytes(low + (bytes(carry4 ^ carry5, carry4 & carry5) << 2));
  }

  /** What ones and twos come to in every byte: pairs of bits hold up to 3, fours up to 12. */
  private static int bytes(int ones, int twos) {
    int low = (ones & 0x55555555) + (twos << 1 & 0xAAAAAAAA);
    int high = (ones >>> 1 & 0x55555555) + (twos & 0xAAAAAAAA);
    int pairs = (low & 0x33333333) + (low >>> 2 & 0x33333333);
    pairs += (high & 0x33333333) + (high >>> 2 & 0x33333333);
    return (pairs & 0x0F0F0F0F) + (pairs >>> 4 & 0x0F0F0F0F);
  }

  private static int sumOfBytes(int bytes) {
    int halves = (bytes & 0x00FF00FF) + (bytes >>> 8 & 0x00FF00FF);
    return (halves & 0xFFFF) + (halves >>> 16);
  }
}
