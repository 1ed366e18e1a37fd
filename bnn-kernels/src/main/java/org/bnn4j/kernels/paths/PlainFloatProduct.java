package org.bnn4j.kernels.paths;

import java.util.Arrays;

/**
 * Floats with many outputs: the weights of four inputs at a time, an array for each so that C2
 * vectorises the loop over outputs, are multiplied and added to all sums. They stay in a
 * first-level cache while a block of rows meets them.
 */
abstract class PlainFloatProduct implements FloatProduct {
  /** Fewer outputs make too short loops: {@link NarrowFloatProduct}. */
  static final int MIN_OUTPUTS = 16;

  /** Outputs of a panel. */
  static final int WIDTH = 256;

  /** Inputs of a group. */
  static final int GROUP = 4;

  private static final int BLOCK = 16;

  final int outputs;
  final int fanIn;

  PlainFloatProduct(int outputs, int fanIn) {
    this.outputs = outputs;
    this.fanIn = fanIn;
  }

  final int panels() {
    return (outputs + WIDTH - 1) / WIDTH;
  }

  final int panelWidth(int panel) {
    return Math.min(WIDTH, outputs - panel * WIDTH);
  }

  /**
   * The weights of up to four inputs, an array for each.
   *
   * @param input the first of them
   * @param room four arrays of the panel's width, which may be filled
   */
  abstract float[][] weights(int panel, int input, float[][] room);

  @Override
  public final Worker newWorker() {
    // Arrays of the panel's exact width: then C2 drops the range checks in the loops.
    int widest = Math.min(WIDTH, outputs);
    int last = panelWidth(panels() - 1);
    float[][][] memory = {new float[BLOCK + GROUP][widest], new float[BLOCK + GROUP][last]};
    float[][][] rooms = {Arrays.copyOf(memory[0], GROUP), Arrays.copyOf(memory[1], GROUP)};
    return new Worker() {
      @Override
      public void run(float[] x, int rows, float[] z, int at) {
        for (int panel = 0; panel < panels(); panel++) {
          int which = panel < panels() - 1 ? 0 : 1;
          for (int row = 0; row < rows; row += BLOCK) {
            int count = Math.min(BLOCK, rows - row);
            multiply(panel, x, row, count, rooms[which], memory[which]);
            for (int i = 0; i < count; i++) {
              float[] sums = memory[which][GROUP + i];
              int target = at + (row + i) * outputs + panel * WIDTH;
              System.arraycopy(sums, 0, z, target, sums.length);
            }
          }
        }
      }
    };
  }

  /** Sets the sums of {@code count} rows from {@code first} on, which lie after the room. */
  private void multiply(
      int panel, float[] x, int first, int count, float[][] room, float[][] memory) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(memory[GROUP + i], 0);
    }
    int input = 0;
    for (; input + GROUP <= fanIn; input += GROUP) {
      float[][] w = weights(panel, input, room);
      for (int i = 0; i < count; i++) {
        int at = (first + i) * fanIn + input;
        add(x, at, w[0], w[1], w[2], w[3], memory[GROUP + i]);
      }
    }
    if (input < fanIn) {
      float[][] w = weights(panel, input, room);
      for (int i = 0; i < count; i++) {
        for (int k = input; k < fanIn; k++) {
          add(x[(first + i) * fanIn + k], w[k - input], memory[GROUP + i]);
        }
      }
    }
  }

  private static void add(float x, float[] w, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += x * w[j];
    }
  }

  private static void add(
      float[] x, int at, float[] w0, float[] w1, float[] w2, float[] w3, float[] sums) {
    float x0 = x[at];
    float x1 = x[at + 1];
    float x2 = x[at + 2];
    float x3 = x[at + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += x0 * w0[j] + x1 * w1[j] + x2 * w2[j] + x3 * w3[j];
    }
  }
}
