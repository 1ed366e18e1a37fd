package org.bnn4j.kernels.paths;

/**
 * Walks panels, and inside a panel all rows, two at a time: a panel stays in the first-level cache
 * meanwhile.
 */
abstract class VectorProduct implements IntProduct {
  private static final int WIDTH = VectorPanels.WIDTH;

  private final int outputs;
  private final int rowWords;

  VectorProduct(int outputs, int rowWords) {
    this.outputs = outputs;
    this.rowWords = rowWords;
  }

  /** Sets the accumulators of one panel for the row of activations that starts at {@code at}. */
  abstract void multiply(int panel, int[] activations, int at, int[] accumulators);

  /** The same for two rows at once, which loads every weight once. */
  void multiply(int panel, int[] activations, int at, int[] first, int[] second) {
    multiply(panel, activations, at, first);
    multiply(panel, activations, at + rowWords, second);
  }

  @Override
  public final int rowWords() {
    return rowWords;
  }

  @Override
  public final Worker newWorker() {
    int[] first = new int[WIDTH];
    int[] second = new int[WIDTH];
    return (activations, rows, sink) -> {
      for (int panel = 0; panel < VectorPanels.count(outputs); panel++) {
        int from = panel * WIDTH;
        int count = Math.min(WIDTH, outputs - from);
        int row = 0;
        for (; row + 2 <= rows; row += 2) {
          multiply(panel, activations, row * rowWords, first, second);
          sink.accept(row, from, count, first);
          sink.accept(row + 1, from, count, second);
        }
        if (row < rows) {
          multiply(panel, activations, row * rowWords, first);
          sink.accept(row, from, count, first);
        }
      }
    };
  }
}
