package org.bnn4j.layers;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/** DL4J's initializer asks only its own layers whether they have a bias; this one asks ours. */
final class QuantizedDenseInitializer extends DefaultParamInitializer {

  static final QuantizedDenseInitializer INSTANCE = new QuantizedDenseInitializer();

  private QuantizedDenseInitializer() {}

  @Override
  protected boolean hasBias(Layer layer) {
    return ((QuantizedDense) layer).hasBias();
  }
}
