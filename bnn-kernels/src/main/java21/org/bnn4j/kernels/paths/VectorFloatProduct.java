package org.bnn4j.kernels.paths;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Floats, outputs on the lanes. The weights of a chunk of inputs and two vectors of outputs stay in
 * a first-level cache while a block of rows meets them, four at a time. A sum is added up input by
 * input, so that a row gives the same sums by itself.
 */
abstract class VectorFloatProduct implements FloatProduct {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Outputs of a panel. */
  static final int WIDTH = 2 * LANES;

  /** Inputs of a chunk. */
  static final int CHUNK = 128;

  /** Rows of a tile. */
  static final int TILE = 4;

  private static final int BLOCK = 64;

  final int outputs;
  final int fanIn;

  VectorFloatProduct(int outputs, int fanIn) {
    this.outputs = outputs;
    this.fanIn = fanIn;
  }

  final int panels() {
    return (outputs + WIDTH - 1) / WIDTH;
  }

  /** One thread's memory. */
  abstract class PanelWorker implements Worker {
    private final float[] sums = new float[BLOCK * WIDTH];

    /**
     * Adds what a chunk of inputs contributes to the sums of a panel.
     *
     * @param input the first of them
     * @param at where it is in the first row of x
     * @param sums {@link #WIDTH} of each row
     */
    abstract void add(int panel, int input, int inputs, float[] x, int at, int rows, float[] sums);

    @Override
    public final void run(float[] x, int rows, float[] z, int at) {
      for (int row = 0; row < rows; row += BLOCK) {
        int count = Math.min(BLOCK, rows - row);
        for (int panel = 0; panel < panels(); panel++) {
          Arrays.fill(sums, 0, count * WIDTH, 0);
          for (int input = 0; input < fanIn; input += CHUNK) {
            int inputs = Math.min(CHUNK, fanIn - input);
            add(panel, input, inputs, x, row * fanIn + input, count, sums);
          }
          int target = at + row * outputs + panel * WIDTH;
          int width = Math.min(WIDTH, outputs - panel * WIDTH);
          for (int i = 0; i < count; i++) {
            System.arraycopy(sums, i * WIDTH, z, target + i * outputs, width);
          }
        }
      }
    }
  }

  /** Adds the products of some rows with a chunk of weights, which are there input by input. */
  final void add(float[] x, int at, int rows, int inputs, float[] w, int from, float[] sums) {
    int row = 0;
    for (; row + TILE <= rows; row += TILE) {
      tile(x, at + row * fanIn, fanIn, inputs, 1, w, from, sums, row * WIDTH);
    }
    for (; row < rows; row++) {
      single(x, at + row * fanIn, inputs, 1, w, from, sums, row * WIDTH);
    }
  }

  /**
   * Four rows and two vectors.
   *
   * @param step 1, which C2 must not know: see {@link VectorCarrySaveProduct}
   */
  private static void tile(
      float[] x,
      int at,
      int fanIn,
      int inputs,
      int step,
      float[] w,
      int from,
      float[] sums,
      int target) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, sums, target);
    FloatVector c1 = FloatVector.fromArray(SPECIES, sums, target + LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, sums, target + WIDTH);
    FloatVector d1 = FloatVector.fromArray(SPECIES, sums, target + WIDTH + LANES);
    FloatVector e0 = FloatVector.fromArray(SPECIES, sums, target + 2 * WIDTH);
    FloatVector e1 = FloatVector.fromArray(SPECIES, sums, target + 2 * WIDTH + LANES);
    FloatVector f0 = FloatVector.fromArray(SPECIES, sums, target + 3 * WIDTH);
    FloatVector f1 = FloatVector.fromArray(SPECIES, sums, target + 3 * WIDTH + LANES);
    int p = from;
    for (int k = at; k < at + inputs; k += step, p += step * WIDTH) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, p);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, p + LANES);
      FloatVector y = FloatVector.broadcast(SPECIES, x[k]);
      c0 = y.fma(w0, c0);
      c1 = y.fma(w1, c1);
      y = FloatVector.broadcast(SPECIES, x[k + fanIn]);
      d0 = y.fma(w0, d0);
      d1 = y.fma(w1, d1);
      y = FloatVector.broadcast(SPECIES, x[k + 2 * fanIn]);
      e0 = y.fma(w0, e0);
      e1 = y.fma(w1, e1);
      y = FloatVector.broadcast(SPECIES, x[k + 3 * fanIn]);
      f0 = y.fma(w0, f0);
      f1 = y.fma(w1, f1);
    }
    c0.intoArray(sums, target);
    c1.intoArray(sums, target + LANES);
    d0.intoArray(sums, target + WIDTH);
    d1.intoArray(sums, target + WIDTH + LANES);
    e0.intoArray(sums, target + 2 * WIDTH);
    e1.intoArray(sums, target + 2 * WIDTH + LANES);
    f0.intoArray(sums, target + 3 * WIDTH);
    f1.intoArray(sums, target + 3 * WIDTH + LANES);
  }

  private static void single(
      float[] x, int at, int inputs, int step, float[] w, int from, float[] sums, int target) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, sums, target);
    FloatVector c1 = FloatVector.fromArray(SPECIES, sums, target + LANES);
    int p = from;
    for (int k = at; k < at + inputs; k += step, p += step * WIDTH) {
      FloatVector y = FloatVector.broadcast(SPECIES, x[k]);
      c0 = y.fma(FloatVector.fromArray(SPECIES, w, p), c0);
      c1 = y.fma(FloatVector.fromArray(SPECIES, w, p + LANES), c1);
    }
    c0.intoArray(sums, target);
    c1.intoArray(sums, target + LANES);
  }
}
