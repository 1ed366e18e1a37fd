package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Window;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Pooling by windows. */
final class SubsamplingTranslation implements LayerTranslation<SubsamplingLayer> {
  @Override
  public LayerInput reads(SubsamplingLayer conf) {
    return LayerInput.map(conf.getCnn2dDataFormat(), 0);
  }

  @Override
  public void check(SubsamplingLayer conf, LayerRef ref) {
    if (conf.getPoolingType() == PoolingType.SUM) {
      throw ref.refuse("pooling of type SUM cannot be exported: Deeplearning4j cannot run it");
    }
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends SubsamplingLayer> layer, Value input) {
    SubsamplingLayer conf = layer.conf();
    Window window = Windows.of(conf, input.shape(), layer.ref());
    boolean countsPadding = conf.isAvgPoolIncludePadInDivisor() || !window.isPadded();
    return new Pooling(conf.getPoolingType(), window, countsPadding)
        .translate(translation, layer, input);
  }
}
