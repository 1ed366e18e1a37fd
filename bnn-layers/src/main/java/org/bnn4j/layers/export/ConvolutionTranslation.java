package org.bnn4j.layers.export;

import java.util.List;
import java.util.function.Function;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions. The network's weights have channels outermost, a model's innermost. */
final class ConvolutionTranslation {
  private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

  private final Translation translation;
  private final ProductTranslation products;

  ConvolutionTranslation(Translation translation, ProductTranslation products) {
    this.translation = translation;
    this.products = products;
  }

  Value packed(QuantizedConv2D conf, Layer layer, LayerRef ref, Value input) {
    if (conf instanceof BinarySeparableConv2D separable) {
      return separable(separable, layer, ref, input);
    }
    boolean depthwise = conf instanceof BinaryDepthwiseConv2D;
    List<QuantizedRows> planes =
        depthwise ? depthwise(conf, layer, ref) : full(conf.quantizer(), layer, ref);
    ConvolutionInput read =
        ConvolutionInput.of(translation, conf, conf.padValue(), depthwise, ref, input);
    Function<PackedWeights, Op> op =
        depthwise
            ? weights -> new PackedDepthwise(read.window(), weights, read.map())
            : weights -> new PackedConv(read.window(), weights, read.map());
    Value output = products.packed(planes, op, read.factors(), layer, conf.getActivationFn(), ref);
    report(conf.quantizer(), ref, read, List.of(product(planes, output.shape(), read.factors())));
    return output;
  }

  /** A built-in convolution whose weights a weight noise quantizes, to levels without scales. */
  Value packed(
      ConvolutionLayer conf, WeightQuantizer quantizer, Layer layer, LayerRef ref, Value input) {
    List<QuantizedRows> planes = full(quantizer, layer, ref);
    ConvolutionInput read = ConvolutionInput.of(translation, conf, 0, false, ref, input);
    Function<PackedWeights, Op> op = weights -> new PackedConv(read.window(), weights, read.map());
    Value output = products.packed(planes, op, read.factors(), layer, conf.getActivationFn(), ref);
    report(quantizer, ref, read, List.of(product(planes, output.shape(), read.factors())));
    return output;
  }

  /** A depthwise step, then a convolution of single pixels, which takes its sums as floats. */
  private Value separable(BinarySeparableConv2D conf, Layer layer, LayerRef ref, Value input) {
    INDArray latents = layer.getParam(WEIGHTS).permute(1, 0, 2, 3);
    List<QuantizedRows> first = channelByChannel(conf, layer, latents, ref);
    INDArray pointwise = layer.getParam(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
    int between = first.get(0).packed().outputs();
    List<QuantizedRows> second =
        QuantizedRows.of(
            conf.quantizer(),
            layer,
            pointwise.reshape('c', pointwise.size(0), between),
            ColumnOrder.same(between),
            ref);
    ConvolutionInput read =
        ConvolutionInput.of(translation, conf, conf.padValue(), true, ref, input);
    String name = ref.name() + ":depthwise";
    ProductTranslation.Sum sum =
        products.sum(
            first,
            weights -> new PackedDepthwise(read.window(), weights, read.map()),
            read.factors(),
            ref,
            name);
    Value sums = translation.graph().append(ref, name, sum.op(), sum.fed());
    String floats = ref.name() + ":sums";
    Value made = translation.floats(sums.then(floats, sum.scales()), ref, floats);
    Value output =
        products.packed(
            second,
            weights -> new PackedConv(Window.of(1, 1), weights, InputMap.PLAIN),
            ProductInputs.of(made),
            layer,
            conf.getActivationFn(),
            ref);
    report(
        conf.quantizer(),
        ref,
        read,
        List.of(
            product(first, sums.shape(), read.factors()),
            product(second, output.shape(), ProductInputs.of(made))));
    return output;
  }

  private static Reports.PackedProduct product(
      List<QuantizedRows> planes, Shape output, ProductInputs factors) {
    return new Reports.PackedProduct(planes, output, factors.areIntegers());
  }

  private void report(
      WeightQuantizer quantizer,
      LayerRef ref,
      ConvolutionInput read,
      List<Reports.PackedProduct> products) {
    translation.reports().packed(ref, quantizer.precision(), read.factors().label(), products);
  }

  private static List<QuantizedRows> full(WeightQuantizer quantizer, Layer layer, LayerRef ref) {
    INDArray weights = layer.getParam(WEIGHTS);
    Shape kernel = kernel(weights);
    INDArray latents = weights.reshape('c', weights.size(0), kernel.size());
    return QuantizedRows.of(quantizer, layer, latents, ColumnOrder.fromPlanes(kernel), ref);
  }

  /** From DL4J's [height, width, nIn, depthMultiplier]. */
  private static List<QuantizedRows> depthwise(QuantizedConv2D conf, Layer layer, LayerRef ref) {
    return channelByChannel(conf, layer, layer.getParam(WEIGHTS).permute(2, 3, 0, 1), ref);
  }

  /** From [nIn, depthMultiplier, height, width]. */
  private static List<QuantizedRows> channelByChannel(
      QuantizedConv2D conf, Layer layer, INDArray weights, LayerRef ref) {
    int taps = (int) (weights.size(2) * weights.size(3));
    INDArray latents = weights.dup('c').reshape('c', weights.size(0) * weights.size(1), taps);
    return QuantizedRows.of(conf.quantizer(), layer, latents, ColumnOrder.same(taps), ref);
  }

  private static Shape kernel(INDArray weights) {
    return new Shape((int) weights.size(2), (int) weights.size(3), (int) weights.size(1));
  }

  Value floats(ConvolutionLayer conf, Layer layer, LayerRef ref, Value input) {
    INDArray weights = layer.getParam(WEIGHTS);
    int[] columns = ColumnOrder.fromPlanes(kernel(weights));
    FloatWeights ordered = ColumnOrder.floats(weights, columns, ref);
    ConvolutionInput read = ConvolutionInput.of(translation, conf, ref, input);
    Value fed = read.factors().values().get(0);
    ProductTranslation.Sum sum =
        new ProductTranslation.Sum(new FloatConv(read.window(), ordered), List.of(), fed);
    Value output = products.finish(sum, layer, conf.getActivationFn(), ref);
    translation.reports().floats(ref, fed.kind(), weights.length(), output.shape());
    return output;
  }
}
