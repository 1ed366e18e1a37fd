package org.bnn4j.kernels.exec;

/** A sum of integers. */
final class IntAddStep implements Step {
  private final IntView[] inputs;
  private final int[] target;
  private final int size;

  IntAddStep(IntView[] inputs, int[] target, int size) {
    this.inputs = inputs;
    this.target = target;
    this.size = size;
  }

  @Override
  public void run(int rows) {
    inputs[0].fill(rows);
    System.arraycopy(inputs[0].values, 0, target, 0, rows * size);
    for (int i = 1; i < inputs.length; i++) {
      inputs[i].fill(rows);
      add(inputs[i].values, target, rows * size);
    }
  }

  private static void add(int[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] += x[i];
    }
  }
}
