package org.bnn4j.layers.export;

import java.util.List;

/**
 * What a random graph is made of ({@link RecipeGraph}). Every recipe gives a graph: what does not
 * fit is changed, so a failing one can be made smaller in every part.
 *
 * @param images what it is fed
 * @param steps its vertices, each of which reads some before it
 * @param seed of the parameters
 */
record GraphRecipe(Images images, List<Step> steps, long seed) {
  enum What {
    BINARY,
    TERNARY,
    NORM,
    /** A norm and a sign. */
    BITS,
    MAX_POOL,
    /** Of whole numbers: a mean of other floats depends on their order. */
    MEAN_POOL,
    ADD,
    MERGE
  }

  /**
   * A vertex.
   *
   * @param what it does
   * @param from which vertex it reads, 0 for the last so far
   * @param other which one it reads besides, as far as it fits
   * @param again whether it then reads the first once more
   * @param outputs channels of a convolution
   * @param padValue what a convolution pads with
   */
  record Step(What what, int from, int other, boolean again, int outputs, int padValue) {}
}
