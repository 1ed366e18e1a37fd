package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers that keep float weights: bits before them are equal, and sums differ by rounding. */
class FloatLayersTest {
  private static DenseLayer dense(int outputs, IActivation activation) {
    return new DenseLayer.Builder().nOut(outputs).activation(activation).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(Pixels.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        network("softmax output", binary(48), norm(), sign(), output()),
        network(
            "first layer in float",
            dense(40, new ActivationReLU()),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax()),
        network(
            "sign inside a float layer",
            dense(40, new SignSTE()),
            binary(48),
            norm(),
            sign(),
            output()),
        network(
            "float layer between packed ones",
            binary(48),
            norm(),
            sign(),
            new DropoutLayer(0.9),
            dense(40, new ActivationIdentity()),
            sign(),
            binary(10),
            norm(),
            softmax()),
        network(
            "packed layer fed floats",
            binary(48),
            norm(),
            new ActivationLayer(new ActivationHardTanH()),
            binary(32),
            norm(),
            sign(),
            output()),
        network(
            "float layer fed sums",
            binary(48),
            norm(),
            dense(32, new ActivationTanH()),
            norm(),
            sign(),
            new DenseLayer.Builder()
                .nOut(10)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build(),
            softmax()));
  }

  private static Arguments network(String name, Layer... layers) {
    return arguments(name, layers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void differencesAreExplained(String name, Layer[] layers) {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    MultiLayerNetwork network = Trained.on(scaler, layers);
    Verification verification =
        BnnExporter.of(network).normalizer(scaler).verify(Pixels.iterator()).orThrow();
    assertTrue(verification.equalClasses() >= Pixels.count() - 1, verification.toString());
    List<LayerAgreement> bits =
        verification.layers().stream().filter(layer -> layer.kind() == EdgeKind.BITS).toList();
    assertTrue(!bits.isEmpty(), verification.toString());
    for (LayerAgreement layer : bits) {
      assertTrue(layer.values() - layer.equal() <= 5, verification.toString());
    }
  }

  static Stream<IActivation> activations() {
    return Stream.of(
        new ActivationIdentity(),
        new ActivationReLU(),
        new ActivationLReLU(0.02),
        new ActivationHardTanH(),
        new ActivationTanH(),
        new ActivationSigmoid(),
        new ActivationSoftmax(),
        new SignSTE());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyActivationOfAFloatHead(IActivation activation) {
    MultiLayerNetwork network =
        Trained.shortly(binary(48), norm(), sign(), dense(24, activation), output());
    BnnExporter exporter = BnnExporter.of(network).byteInput();
    Verification verification = exporter.verify(Pixels.iterator()).orThrow();
    assertEquals(Pixels.count(), verification.equalClasses());
    assertTrue(verification.maxScoreDifference() < 1e-5, verification.toString());
    assertEquals(
        List.of("layer0", "layer2", "layer3", "layer4"),
        verification.layers().stream().map(LayerAgreement::layer).toList());
    assertEquals(List.of("layer3", "layer4"), exporter.report().floatLayers());
  }
}
