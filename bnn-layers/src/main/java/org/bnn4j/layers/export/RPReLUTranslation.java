package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.channelwise.RPReLU;

/** A leaky rectifier with trained shifts and slopes for each channel. */
final class RPReLUTranslation implements LayerTranslation<RPReLU> {
  @Override
  public LayerInput reads(RPReLU conf) {
    return LayerInput.mapOrVector(conf.format());
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends RPReLU> layer, Value input) {
    translation.reports().foldable(layer.ref(), "float arithmetic");
    return input.then(
        layer.name(),
        List.of(
            new Term(Operation.SUBTRACT, layer.perChannel(RPReLU.SHIFT_IN, input)),
            new Term(Operation.LEAKY_RELU, layer.perChannel(RPReLU.SLOPE, input)),
            new Term(Operation.ADD, layer.perChannel(RPReLU.SHIFT_OUT, input))));
  }
}
