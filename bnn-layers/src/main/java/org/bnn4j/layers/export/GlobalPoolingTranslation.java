package org.bnn4j.layers.export;

import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;

/** Pooling of whole maps. */
final class GlobalPoolingTranslation implements LayerTranslation<GlobalPoolingLayer> {
  @Override
  public LayerInput reads(GlobalPoolingLayer conf) {
    int[] pooled = conf.getPoolingDimensions();
    boolean rowsFirst = pooled != null && pooled[0] == 1;
    return LayerInput.map(rowsFirst ? CNN2DFormat.NHWC : CNN2DFormat.NCHW, 0);
  }

  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends GlobalPoolingLayer> layer, Value input) {
    GlobalPoolingLayer conf = layer.conf();
    checkDimensions(conf, layer.ref(), input.layout());
    Shape map = input.shape();
    Window window = Window.of(map.height(), map.width());
    Value pooled =
        new Pooling(conf.getPoolingType(), window, true).translate(translation, layer, input);
    return conf.isCollapseDimensions() ? pooled.in(Layout.VECTOR) : pooled;
  }

  private static void checkDimensions(GlobalPoolingLayer conf, LayerRef ref, Layout layout) {
    int[] pooled = conf.getPoolingDimensions();
    int first = layout == Layout.NHWC ? 1 : 2;
    boolean pixels =
        pooled == null
            ? layout == Layout.NCHW
            : pooled.length == 2 && pooled[0] == first && pooled[1] == first + 1;
    if (!pixels) {
      throw ref.refuse(
          "its pooling dimensions are not the rows and columns of its input, which is " + layout);
    }
    if (layout == Layout.NHWC && !conf.isCollapseDimensions()) {
      throw ref.refuse("Deeplearning4j cannot keep the dimensions of a map with channels last");
    }
  }
}
