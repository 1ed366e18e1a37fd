package org.bnn4j.layers.export;

import org.bnn4j.layers.channelwise.RSign;

/** A sign with a trained shift for each channel. */
final class RSignTranslation implements LayerTranslation<RSign> {
  @Override
  public LayerInput reads(RSign conf) {
    return LayerInput.mapOrVector(conf.format());
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends RSign> layer, Value input) {
    translation.reports().plain(layer.ref(), "sign");
    float[] shifts = layer.perChannel(RSign.SHIFT, input);
    return translation.activations().shiftedSign(shifts, input, layer.ref());
  }
}
