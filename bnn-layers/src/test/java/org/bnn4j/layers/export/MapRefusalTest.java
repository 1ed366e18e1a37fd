package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What maps and graphs may have and a model cannot. */
class MapRefusalTest {
  private static final Images IMAGES = Images.nchw(8, 8, 4);

  private static void assertRefused(BnnExporter exporter, String... parts) {
    ExportException e = assertThrows(ExportException.class, exporter::report);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), part + " in: " + e.getMessage());
    }
  }

  private static MultiLayerNetwork untrained(Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(1).list();
    Stream.of(layers).forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(IMAGES.type()).build());
    network.init();
    return network;
  }

  private static BnnExporter second(Layer layer) {
    return BnnExporter.of(untrained(conv(4), layer, binary(3), softmax())).inputShape(8, 8, 4);
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new Deconvolution2D.Builder(2, 2).nOut(3).name("odd").build(),
        new DepthwiseConvolution2D.Builder(2, 2).depthMultiplier(1).nOut(4).name("odd").build(),
        new SeparableConvolution2D.Builder(2, 2).nOut(3).name("odd").build(),
        new LocalResponseNormalization.Builder().name("odd").build(),
        new Upsampling2D.Builder(2).name("odd").build(),
        new Cropping2D.Builder(1, 1).name("odd").build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersOfOtherTypes(Layer layer) {
    String type = layer.getClass().getSimpleName();
    assertRefused(
        second(layer), "layer 1 'odd' (" + type + ")", "supported are", "GlobalPoolingLayer");
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments(new SubsamplingLayer.Builder(PoolingType.PNORM).pnorm(2), "PNORM"),
        arguments(new SubsamplingLayer.Builder(PoolingType.SUM), "type SUM"),
        arguments(new GlobalPoolingLayer.Builder(PoolingType.PNORM).pnorm(2), "PNORM"),
        arguments(
            new ActivationLayer.Builder().activation(Activation.SOFTMAX),
            "softmax over the columns"),
        arguments(
            new ActivationLayer.Builder().activation(Activation.GELU), "the activation gelu"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingsOfLayers(Layer.Builder<?> layer, String why) {
    layer.setLayerName("odd");
    assertRefused(second(layer.build()), "layer 1 'odd' (", why);
  }

  static Stream<SubsamplingLayer.Builder> poolsThatBackendsDisagreeOn() {
    return Stream.of(PoolingType.MAX, PoolingType.AVG)
        .flatMap(
            type ->
                Stream.of(
                    new SubsamplingLayer.Builder(type).kernelSize(2, 2).dilation(2, 2),
                    new SubsamplingLayer.Builder(type)
                        .kernelSize(1, 1)
                        .stride(3, 5)
                        .convolutionMode(ConvolutionMode.Same)));
  }

  /** Some natives compute other windows than others: theirs are refused, never approximated. */
  @ParameterizedTest
  @MethodSource("poolsThatBackendsDisagreeOn")
  void poolsAreExactOrRefused(SubsamplingLayer.Builder pool) {
    BnnExporter exporter = second(pool.name("odd").build()).byteInput();
    try {
      exporter.verify(IMAGES.iterator()).orThrow();
    } catch (ExportException e) {
      assertTrue(e.getMessage().contains("layer 1 'odd' (SubsamplingLayer)"), e.getMessage());
      assertTrue(e.getMessage().contains("its arithmetic on this backend"), e.getMessage());
    }
  }

  @Test
  void globalPoolsOfOtherDimensions() {
    for (GlobalPoolingLayer pool :
        new GlobalPoolingLayer[] {
          new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(3, 2).build(),
          new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(1, 2).build()
        }) {
      var list = new NeuralNetConfiguration.Builder().seed(1).list();
      list.layer(new BinaryConv2D.Builder(3, 3).nIn(4).nOut(4).build());
      list.layer(pool);
      list.layer(new BinaryDense.Builder().nIn(4).nOut(3).build());
      list.layer(softmax());
      MultiLayerNetwork network = new MultiLayerNetwork(list.build());
      network.init();
      String why = pool.getPoolingDimensions()[0] == 1 ? "laid out as NHWC" : "pooling dimensions";
      assertRefused(
          BnnExporter.of(network).inputShape(8, 8, 4),
          "layer 1 'layer1' (GlobalPoolingLayer)",
          why);
    }
  }

  @Test
  void answersThatAreMaps() {
    CnnLossLayer loss = new CnnLossLayer.Builder(LossFunction.MSE).build();
    assertRefused(
        BnnExporter.of(untrained(conv(4), loss)).inputShape(8, 8, 4),
        "layer 1 'layer1' (CnnLossLayer)");
    ActivationLayer last = new ActivationLayer.Builder().activation(Activation.RELU).build();
    assertRefused(
        BnnExporter.of(untrained(conv(4), last)).inputShape(8, 8, 4),
        "layer 1 'layer1' (ActivationLayer)",
        "ends in a map of 8x8x4");
  }

  @Test
  void sizesOfInputs() {
    MultiLayerNetwork network = untrained(conv(4), binary(3), softmax());
    assertRefused(
        BnnExporter.of(network),
        "layer 0 'layer0' (BinaryConv2D)",
        "maps of 4 channels",
        "inputShape(height, width, channels)");
    assertRefused(
        BnnExporter.of(network).inputShape(8, 8, 3), "layer 0", "expects 36 values, not 27");
    assertRefused(
        BnnExporter.of(network).inputShape(8, 9, 4),
        "layer 1 'layer1' (BinaryDense)",
        "maps of 8x8x4",
        "fed 8x9x4");
    assertRefused(
        BnnExporter.of(Trained.untrained(binary(3), softmax())).inputShape(8, 8, 4),
        "layer 0 'layer0' (BinaryDense)",
        "inputs of 64",
        "inputShape says 8x8x4");
    assertThrows(IllegalArgumentException.class, () -> BnnExporter.of(network).inputShape(0, 8, 4));
  }

  @Test
  void modesForSequences() {
    var list = new NeuralNetConfiguration.Builder().convolutionMode(ConvolutionMode.Causal).list();
    list.layer(new ConvolutionLayer.Builder(2, 2).nOut(2).name("late").build());
    list.layer(binary(3));
    list.layer(softmax());
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(IMAGES.type()).build());
    network.init();
    assertRefused(
        BnnExporter.of(network).inputShape(8, 8, 4),
        "layer 0 'late' (ConvolutionLayer)",
        "the convolution mode Causal");
  }

  @Test
  void normsOfOtherChannels() {
    MultiLayerNetwork network = untrained(new BatchNormalization(), conv(2), binary(3), softmax());
    assertRefused(
        BnnExporter.of(network).inputShape(8, 8, 3),
        "layer 0 'layer0' (BatchNormalization)",
        "fed 3 channels, and normalizes 4");
  }

  @Test
  void vectorsThatBecomeMaps() {
    var list = new NeuralNetConfiguration.Builder().seed(1).list();
    list.layer(binary(16));
    list.layer(new ConvolutionLayer.Builder(2, 2).nIn(1).nOut(2).name("grown").build());
    list.layer(softmax());
    list.inputPreProcessor(1, new FeedForwardToCnnPreProcessor(4, 4, 1));
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(Images.flat(8, 8, 4).type()).build());
    network.init();
    assertRefused(
        BnnExporter.of(network), "layer 1 'grown' (ConvolutionLayer)", "cannot become one");
  }
}
