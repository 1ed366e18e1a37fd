package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.squaredHinge;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Where maps become vectors, and what lies around it. */
class FlattenParityTest {
  static Stream<Images> images() {
    return Stream.of(
        Images.nchw(4, 5, 3), Images.nhwc(4, 5, 3), Images.flat(4, 5, 3), Images.nchw(6, 4, 1));
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(Images.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  @ParameterizedTest
  @MethodSource("images")
  void bitsOfMaps(Images images) {
    for (int channels : new int[] {1, 3, 31, 32, 65}) {
      Layer[] layers = {
        conv(channels), norm(), sign(), binary(20), norm(), sign(), ternary(3), norm(), softmax()
      };
      List<String> compared = Parity.assertExact(images, Trained.on(images, null, layers));
      assertTrue(compared.containsAll(List.of("layer2", "layer3", "layer5")), compared.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void pixels(Images images) {
    Layer[] layers = {binary(20), norm(), sign(), ternary(3), norm(), softmax()};
    MultiLayerNetwork network = Trained.on(images, null, layers);
    assertEquals("layer0", Parity.assertExact(images, network).get(0));
  }

  @ParameterizedTest
  @MethodSource("images")
  void normalizedPixels(Images images) {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    Layer[] layers = {binary(20), norm(), sign(), binary(3), norm(), softmax()};
    MultiLayerNetwork network = Trained.on(images, scaler, layers);
    BnnExporter exporter = BnnExporter.of(network).normalizer(scaler);
    Verification verification = exporter.verify(images.iterator()).orThrow();
    assertEquals(Images.COUNT, verification.equalClasses());
    assertEquals("byte", exporter.report().layers().get(0).input());
  }

  /** A norm behind a flattened map has statistics for every value of it. */
  @ParameterizedTest
  @MethodSource("images")
  void normsOfVectorsOfMaps(Images images) {
    Layer[] layers = {
      conv(5), norm(), sign(), binary(7), norm(), sign(), binary(3), norm(), squaredHinge()
    };
    Parity.assertExact(images, Trained.on(images, null, layers));
    MultiLayerNetwork flatFirst =
        Trained.on(
            images,
            null,
            new TernaryConv2D.Builder(2, 2).nOut(5).build(),
            new DropoutLayer(0.9),
            new ActivationLayer(Activation.IDENTITY),
            binary(7),
            norm(),
            sign(),
            binary(3),
            norm(),
            softmax());
    BnnExporter exporter = Parity.exporter(images, flatFirst).byteInput();
    Verification verification = exporter.verify(images.iterator()).orThrow();
    assertEquals(Images.COUNT, verification.equalClasses(), verification.toString());
  }

  @ParameterizedTest
  @MethodSource("images")
  void floatWeights(Images images) {
    Layer[] layers = {
      new ConvolutionLayer.Builder(3, 2).nOut(6).activation(Activation.RELU).build(),
      norm(),
      sign(),
      new ConvolutionLayer.Builder(2, 2)
          .nOut(6)
          .hasBias(false)
          .padding(1, 1)
          .stride(2, 1)
          .activation(Activation.IDENTITY)
          .build(),
      norm(),
      sign(),
      new DenseLayer.Builder().nOut(8).activation(Activation.TANH).build(),
      output()
    };
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    MultiLayerNetwork network = Trained.on(images, scaler, layers);
    BnnExporter exporter = Parity.exporter(images, network).normalizer(scaler);
    Verification verification = exporter.verify(images.iterator()).orThrow();
    assertEquals(Images.COUNT, verification.equalClasses(), verification.toString());
    assertTrue(verification.maxScoreDifference() < 1e-4, verification.toString());
    assertEquals(List.of("layer0", "layer3", "layer6", "layer7"), exporter.report().floatLayers());
  }

  @ParameterizedTest
  @MethodSource("images")
  void paddingOfBits(Images images) {
    Layer padding = new ZeroPaddingLayer(1, 0, 2, 1);
    Layer ones = new BinaryConv2D.Builder(2, 2).nOut(4).padding(1, 1).padValue(1).build();
    for (Layer next : new Layer[] {conv(4), ones, binary(7)}) {
      MultiLayerNetwork network =
          Trained.on(
              images, null, conv(33), norm(), sign(), padding, next, norm(), sign(), binary(3),
              norm(), softmax());
      Parity.assertExact(images, network);
    }
  }

  @Test
  void softmaxOverTheChannelsOfAMap() {
    Images images = Images.nhwc(4, 5, 3);
    Layer soft = new ActivationLayer(Activation.SOFTMAX);
    MultiLayerNetwork network =
        Trained.on(images, null, conv(6), norm(), soft, norm(), sign(), binary(3), softmax());
    Parity.exporter(images, network).byteInput().verify(images.iterator()).orThrow();
  }
}
