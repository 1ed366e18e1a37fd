package org.bnn4j.kernels.exec;

/** A sum of integers. */
final class IntAddStep implements Step {
  private final int[][] inputs;
  private final int[] target;
  private final int size;

  IntAddStep(int[][] inputs, int[] target, int size) {
    this.inputs = inputs;
    this.target = target;
    this.size = size;
  }

  @Override
  public void run(int rows) {
    System.arraycopy(inputs[0], 0, target, 0, rows * size);
    for (int i = 1; i < inputs.length; i++) {
      add(inputs[i], target, rows * size);
    }
  }

  private static void add(int[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] += x[i];
    }
  }
}
