package org.bnn4j.layers.export;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads trained parameters. */
final class Parameters {
  private Parameters() {}

  /** All values in 'c' order, after a check that each is a finite number. */
  static float[] read(INDArray array, String what, LayerRef layer) {
    float[] values = array.dup('c').data().asFloat();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw layer.refuse(
            what + " has the value " + values[i] + " at index " + i + ": training diverged?");
      }
    }
    return values;
  }
}
