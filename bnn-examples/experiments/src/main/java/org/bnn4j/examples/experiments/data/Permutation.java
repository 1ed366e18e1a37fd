package org.bnn4j.examples.experiments.data;

import java.util.SplittableRandom;

/** Random orders. */
public final class Permutation {
  private Permutation() {}

  /** The numbers 0 to count - 1, each order equally likely (Fisher-Yates). */
  public static int[] random(int count, SplittableRandom random) {
    int[] order = identity(count);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  static int[] identity(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }
}
