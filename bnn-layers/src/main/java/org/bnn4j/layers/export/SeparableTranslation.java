package org.bnn4j.layers.export;

import java.util.List;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise step, then a convolution of single pixels, which takes its sums as floats. */
final class SeparableTranslation extends ConvolutionTranslation<BinarySeparableConv2D> {
  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends BinarySeparableConv2D> layer, Value input) {
    List<QuantizedRows> depthwise =
        DepthwiseTranslation.rows(layer, layer.parameter(WEIGHTS).permute(1, 0, 2, 3));
    List<QuantizedRows> pointwise = pointwise(layer, depthwise.get(0).packed().outputs());
    ConvolutionInput read =
        ConvolutionInput.depthwise(translation, layer, layer.conf().padValue(), input);
    LayerRef ref = layer.ref();
    String name = ref.name() + ":depthwise";
    ProductTranslation.Sum sum =
        translation
            .products()
            .sum(depthwise, DepthwiseTranslation.op(read), read.inputs(), ref, name);
    Value sums = translation.graph().append(ref, name, sum.op(), sum.fed());
    String floats = ref.name() + ":sums";
    ProductInputs between =
        ProductInputs.of(translation.floats(sums.then(floats, sum.scales()), ref, floats));
    Value output =
        translation
            .products()
            .packed(
                pointwise,
                weights -> new PackedConv(Window.of(1, 1), weights, InputMap.PLAIN),
                between,
                layer);
    report(
        translation,
        layer,
        layer.conf().quantizer(),
        read,
        List.of(product(depthwise, sums, read.inputs()), product(pointwise, output, between)));
    return output;
  }

  /** The second step's weights, by the sums of the first step that each output reads. */
  private static List<QuantizedRows> pointwise(
      TrainedLayer<? extends BinarySeparableConv2D> layer, int sums) {
    INDArray weights = layer.parameter(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
    INDArray latents = weights.reshape('c', weights.size(0), sums);
    return QuantizedRows.of(
        layer.conf().quantizer(), layer.layer(), latents, ColumnOrder.same(sums), layer.ref());
  }
}
