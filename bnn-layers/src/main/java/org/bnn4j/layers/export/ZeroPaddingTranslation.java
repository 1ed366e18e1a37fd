package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Pad;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** Padding, which a convolution behind it may take over. */
final class ZeroPaddingTranslation implements LayerTranslation<ZeroPaddingLayer> {
  @Override
  public LayerInput reads(ZeroPaddingLayer conf) {
    return LayerInput.map(conf.getDataFormat(), 0);
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends ZeroPaddingLayer> layer, Value input) {
    int[] padding = layer.conf().getPadding();
    translation.reports().foldable(layer.ref(), "padding");
    return input.then(layer.name(), new Pad(padding[0], padding[1], padding[2], padding[3]));
  }
}
