package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.FloatConv;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.Operation;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.PackedDepthwise;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
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
    QuantizedRows rows = depthwise ? depthwise(conf, layer, ref) : full(conf, layer, ref);
    ConvolutionInput read = ConvolutionInput.of(translation, conf, rows, depthwise, ref, input);
    List<Term> terms = new ArrayList<>(read.terms());
    rows.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    Op op =
        depthwise
            ? new PackedDepthwise(read.window(), rows.packed(), read.map())
            : new PackedConv(read.window(), rows.packed(), read.map());
    Value output = products.finish(op, terms, layer, conf.getActivationFn(), ref, read.value());
    report(conf, ref, read, List.of(product(rows, output.shape(), read.value())));
    return output;
  }

  /** A depthwise step, then a convolution of single pixels, which takes its sums as floats. */
  private Value separable(BinarySeparableConv2D conf, Layer layer, LayerRef ref, Value input) {
    INDArray latents = layer.getParam(WEIGHTS).permute(1, 0, 2, 3);
    QuantizedRows first = channelByChannel(conf, latents, ref);
    INDArray pointwise = layer.getParam(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
    int between = first.packed().outputs();
    QuantizedRows second =
        QuantizedRows.of(
            conf.quantizer(),
            pointwise.reshape('c', pointwise.size(0), between),
            ColumnOrder.same(between),
            ref);
    ConvolutionInput read = ConvolutionInput.of(translation, conf, first, true, ref, input);
    List<Term> scale = new ArrayList<>(read.terms());
    first.scales().ifPresent(scales -> scale.add(new Term(Operation.MULTIPLY, scales)));
    GraphBuilder graph = translation.graph();
    PackedDepthwise depthwise = new PackedDepthwise(read.window(), first.packed(), read.map());
    Value sums = graph.append(ref, ref.name() + ":depthwise", depthwise, read.value());
    Value factors = graph.append(ref, ref.name() + ":sums", new Channelwise(scale), sums);
    List<Term> terms = new ArrayList<>();
    second.scales().ifPresent(scales -> terms.add(new Term(Operation.MULTIPLY, scales)));
    PackedConv pixelwise = new PackedConv(Window.of(1, 1), second.packed(), InputMap.PLAIN);
    Value output = products.finish(pixelwise, terms, layer, conf.getActivationFn(), ref, factors);
    report(
        conf,
        ref,
        read,
        List.of(
            product(first, sums.shape(), read.value()), product(second, output.shape(), factors)));
    return output;
  }

  private static Reports.PackedProduct product(QuantizedRows rows, Shape output, Value factors) {
    return new Reports.PackedProduct(rows, output, factors.kind() != EdgeKind.FLOAT);
  }

  private void report(
      QuantizedConv2D conf,
      LayerRef ref,
      ConvolutionInput read,
      List<Reports.PackedProduct> products) {
    translation.reports().packed(ref, conf.quantizer().precision(), read.value().kind(), products);
  }

  private static QuantizedRows full(QuantizedConv2D conf, Layer layer, LayerRef ref) {
    INDArray weights = layer.getParam(WEIGHTS);
    Shape kernel = kernel(weights);
    INDArray latents = weights.reshape('c', weights.size(0), kernel.size());
    return QuantizedRows.of(conf.quantizer(), latents, ColumnOrder.fromPlanes(kernel), ref);
  }

  /** From DL4J's [height, width, nIn, depthMultiplier]. */
  private static QuantizedRows depthwise(QuantizedConv2D conf, Layer layer, LayerRef ref) {
    return channelByChannel(conf, layer.getParam(WEIGHTS).permute(2, 3, 0, 1), ref);
  }

  /** From [nIn, depthMultiplier, height, width]. */
  private static QuantizedRows channelByChannel(
      QuantizedConv2D conf, INDArray weights, LayerRef ref) {
    int taps = (int) (weights.size(2) * weights.size(3));
    INDArray latents = weights.dup('c').reshape('c', weights.size(0) * weights.size(1), taps);
    return QuantizedRows.of(conf.quantizer(), latents, ColumnOrder.same(taps), ref);
  }

  private static Shape kernel(INDArray weights) {
    return new Shape((int) weights.size(2), (int) weights.size(3), (int) weights.size(1));
  }

  Value floats(ConvolutionLayer conf, Layer layer, LayerRef ref, Value input) {
    INDArray weights = layer.getParam(WEIGHTS);
    int[] columns = ColumnOrder.fromPlanes(kernel(weights));
    FloatWeights ordered = ColumnOrder.floats(weights, columns, ref);
    ConvolutionInput read = ConvolutionInput.of(translation, conf, ref, input);
    Op op = new FloatConv(read.window(), ordered);
    Value output = products.finish(op, List.of(), layer, conf.getActivationFn(), ref, read.value());
    translation.reports().floats(ref, read.value().kind(), weights.length(), output.shape());
    return output;
  }
}
