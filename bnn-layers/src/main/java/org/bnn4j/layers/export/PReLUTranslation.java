package org.bnn4j.layers.export;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.layers.internal.network.Layout;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A leaky rectifier with trained slopes: one for each channel, or one for all. */
final class PReLUTranslation implements LayerTranslation<PReLULayer> {
  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends PReLULayer> layer, Value input) {
    INDArray slopes = layer.parameter(PReLUParamInitializer.WEIGHT_KEY);
    checkShape(slopes, layer.ref(), input);
    translation.reports().foldable(layer.ref(), "float arithmetic");
    float[] numbers = Parameters.read(slopes, "a slope", layer.ref());
    return input.then(layer.name(), List.of(new Term(Operation.LEAKY_RELU, numbers)));
  }

  /** The slopes have the dimensions of an example, of length 1 where they are shared. */
  private static void checkShape(INDArray slopes, LayerRef ref, Value input) {
    Layout layout = input.layout();
    long channels = input.shape().channels();
    boolean byChannel =
        slopes.length() == channels && slopes.size(layout.channelDimension() - 1) == channels;
    if (slopes.length() > 1 && !byChannel) {
      throw ref.refuse(
          "it has slopes "
              + Arrays.toString(slopes.shape())
              + " for values of "
              + input.shape()
              + " laid out as "
              + layout
              + "; supported is one slope for each channel, as with sharedAxes("
              + (layout == Layout.NHWC ? "1, 2" : "2, 3")
              + ") for a map, or one for all");
    }
  }
}
