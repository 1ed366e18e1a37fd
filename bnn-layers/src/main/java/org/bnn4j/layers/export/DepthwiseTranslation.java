package org.bnn4j.layers.export;

import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions of each channel by itself. */
final class DepthwiseTranslation extends ConvolutionTranslation<BinaryDepthwiseConv2D> {
  @Override
  public Value translate(
      Translation translation, TrainedLayer<? extends BinaryDepthwiseConv2D> layer, Value input) {
    // Deeplearning4j's weights are [height, width, nIn, depthMultiplier].
    INDArray latents = layer.parameter(WEIGHTS).permute(2, 3, 0, 1);
    List<QuantizedRows> planes = rows(layer, latents);
    ConvolutionInput read =
        ConvolutionInput.depthwise(translation, layer, layer.conf().padValue(), input);
    Value output = translation.products().packed(planes, op(read), read.inputs(), layer);
    report(
        translation,
        layer,
        layer.conf().quantizer(),
        read,
        List.of(product(planes, output, read.inputs())));
    return output;
  }

  /**
   * The weights of each output.
   *
   * @param latents [nIn, depthMultiplier, height, width]
   */
  static List<QuantizedRows> rows(TrainedLayer<? extends QuantizedConv2D> layer, INDArray latents) {
    int taps = (int) (latents.size(2) * latents.size(3));
    INDArray rows = latents.dup('c').reshape('c', latents.size(0) * latents.size(1), taps);
    return QuantizedRows.of(
        layer.conf().quantizer(), layer.layer(), rows, ColumnOrder.same(taps), layer.ref());
  }

  static Function<PackedWeights, Op> op(ConvolutionInput read) {
    return weights -> new PackedDepthwise(read.window(), weights, read.map());
  }
}
