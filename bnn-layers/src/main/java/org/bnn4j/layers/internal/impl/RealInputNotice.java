package org.bnn4j.layers.internal.impl;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when a hidden quantized layer is fed real values: it trains, but its products cannot
 * run on bits.
 */
final class RealInputNotice {

  private final Logger log;
  private final boolean inGraph;
  private boolean done;

  /**
   * Creates a notice.
   *
   * @param layer in whose name it is given
   * @param inGraph whether indices count the vertices of a graph, its inputs included, so that they
   *     do not tell a first layer from a hidden one
   */
  RealInputNotice(Class<?> layer, boolean inGraph) {
    log = LoggerFactory.getLogger(layer);
    this.inGraph = inGraph;
  }

  /** Looks at a layer's first training input; later calls do nothing. */
  void check(INDArray input, int index, String name) {
    if (done) {
      return;
    }
    done = true;
    if (index == 0 || onlyLevels(input)) {
      return;
    }
    if (inGraph) {
      log.info(
          "quantized layer '{}' (vertex {}) is fed real values: fine for a layer that reads a"
              + " network input, a mistake for a hidden one, which needs a SignSTE activation"
              + " directly before it",
          name,
          index);
    } else {
      log.warn(
          "hidden quantized layer '{}' (index {}) is fed real values, not -1, 0 and +1, so its"
              + " products cannot run on bits: put a SignSTE activation directly before it (batch"
              + " normalization, pooling and residual sums belong before the SignSTE)",
          name,
          index);
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private static boolean onlyLevels(INDArray input) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      // m * (1 - m) is exactly 0 for magnitudes 0 and 1 only; no comparison within a tolerance.
      INDArray magnitude = Transforms.abs(input, true);
      INDArray product = magnitude.rsub(1).muli(magnitude);
      return product.amaxNumber().doubleValue() == 0;
    }
  }
}
