package org.bnn4j.kernels.exec;

import org.bnn4j.kernels.paths.FloatProduct;

/** A product whose inputs are taken as floats. */
record FloatProductStep(int input, int output, FloatProduct product) implements Step {
  @Override
  public Action bind(Buffers buffers) {
    FloatReader.Source source = FloatReader.source(buffers, input);
    FloatProduct.Worker worker = product.newWorker();
    float[] z = buffers.floats(output);
    return rows -> {
      source.fill().run(rows);
      worker.run(source.floats(), rows, z);
    };
  }
}
