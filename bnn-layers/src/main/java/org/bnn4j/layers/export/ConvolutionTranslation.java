package org.bnn4j.layers.export;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.internal.network.LayerQuantizer;
import org.bnn4j.layers.internal.network.WeightLayouts;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions. The network's weights have channels outermost, a model's innermost. */
abstract class ConvolutionTranslation<L extends ConvolutionLayer> implements LayerTranslation<L> {
  static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

  /** Convolutions of this library, and those that extend them. */
  static final class Quantized extends ConvolutionTranslation<QuantizedConv2D> {
    @Override
    public Value translate(
        Translation translation, TrainedLayer<? extends QuantizedConv2D> layer, Value input) {
      return packed(translation, layer, layer.conf().quantizer(), layer.conf().padValue(), input);
    }
  }

  /** Convolutions of Deeplearning4j. */
  static final class BuiltIn extends ConvolutionTranslation<ConvolutionLayer> {
    @Override
    public boolean takesQuantizedWeights() {
      return true;
    }

    @Override
    public Value translate(
        Translation translation, TrainedLayer<? extends ConvolutionLayer> layer, Value input) {
      Optional<WeightQuantizer> quantizer = LayerQuantizer.of(layer.conf(), WeightLayouts.W);
      return quantizer.isPresent()
          ? packed(translation, layer, quantizer.get(), 0, input)
          : floats(translation, layer, input);
    }
  }

  @Override
  public LayerInput reads(L conf) {
    return LayerInput.map(conf.getCnn2dDataFormat(), conf.getNIn());
  }

  private static Value packed(
      Translation translation,
      TrainedLayer<? extends ConvolutionLayer> layer,
      WeightQuantizer quantizer,
      int padValue,
      Value input) {
    INDArray weights = layer.parameter(WEIGHTS);
    Shape kernel = kernel(weights);
    INDArray latents = weights.reshape('c', weights.size(0), kernel.size());
    List<QuantizedRows> planes =
        QuantizedRows.of(
            quantizer, layer.layer(), latents, ColumnOrder.fromPlanes(kernel), layer.ref());
    ConvolutionInput read = ConvolutionInput.packed(translation, layer, padValue, input);
    Function<PackedWeights, Op> op = of -> new PackedConv(read.window(), of, read.map());
    Value output = translation.products().packed(planes, op, read.inputs(), layer);
    report(translation, layer, quantizer, read, List.of(product(planes, output, read.inputs())));
    return output;
  }

  private static Shape kernel(INDArray weights) {
    return new Shape((int) weights.size(2), (int) weights.size(3), (int) weights.size(1));
  }

  private static Value floats(
      Translation translation, TrainedLayer<? extends ConvolutionLayer> layer, Value input) {
    INDArray weights = layer.parameter(WEIGHTS);
    int[] columns = ColumnOrder.fromPlanes(kernel(weights));
    FloatWeights ordered = ColumnOrder.floats(weights, columns, layer.ref());
    ConvolutionInput read = ConvolutionInput.floats(translation, layer, input);
    Value fed = read.inputs().values().get(0);
    ProductTranslation.Sum sum =
        new ProductTranslation.Sum(new FloatConv(read.window(), ordered), List.of(), fed);
    Value output = translation.products().finish(sum, layer);
    translation.reports().floats(layer.ref(), fed.kind(), weights.length(), output.shape());
    return output;
  }

  static Reports.PackedProduct product(
      List<QuantizedRows> planes, Value output, ProductInputs inputs) {
    return new Reports.PackedProduct(planes, output.shape(), inputs.areIntegers());
  }

  static void report(
      Translation translation,
      TrainedLayer<?> layer,
      WeightQuantizer quantizer,
      ConvolutionInput read,
      List<Reports.PackedProduct> products) {
    translation
        .reports()
        .packed(layer.ref(), quantizer.precision(), read.inputs().label(), products);
  }
}
