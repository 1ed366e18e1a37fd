package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.squaredHinge;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * On pixels that are whole numbers every sum in the network is exact, whatever its order, so
 * network and model must agree in every value but a softmax.
 */
class ExportParityTest {
  private static final double SOFTMAX_TOLERANCE = 1e-6;

  static Stream<Arguments> networks() {
    return Stream.of(
        network(
            "binary",
            binary(48),
            norm(),
            sign(),
            binary(33),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax()),
        network(
            "binary, with bias, sign inside",
            binary(40),
            norm(),
            sign(),
            new BinaryDense.Builder().nOut(31).hasBias(true).activation(new SignSTE()).build(),
            new BinaryDense.Builder().nOut(10).hasBias(true).build(),
            squaredHinge()),
        network(
            "ternary, scaled per layer",
            ternary(48),
            norm(),
            sign(),
            ternary(32),
            norm(),
            sign(),
            ternary(10),
            norm(),
            squaredHinge()),
        network(
            "ternary, scaled per output, with bias",
            new TernaryDense.Builder()
                .nOut(48)
                .quantizer(new TernaryQuantizer().perOutput(true))
                .hasBias(true)
                .build(),
            norm(),
            sign(),
            new TernaryDense.Builder()
                .nOut(10)
                .quantizer(new TernaryQuantizer().perOutput(true))
                .hasBias(true)
                .build(),
            softmax()),
        network(
            "ternary, not scaled, sign inside, dropout",
            new TernaryDense.Builder()
                .nOut(48)
                .quantizer(new TernaryQuantizer().scaled(false).fixedThreshold(0.1))
                .build(),
            norm(),
            new DropoutLayer(0.9),
            sign(),
            new TernaryDense.Builder()
                .nOut(65)
                .quantizer(new TernaryQuantizer().scaled(false))
                .activation(new SignSTE())
                .build(),
            binary(10),
            norm(),
            softmax()),
        network(
            "variance kept as it is, gamma and beta locked",
            binary(48),
            new BatchNormalization.Builder().useLogStd(false).build(),
            sign(),
            ternary(48),
            new BatchNormalization.Builder().lockGammaBeta(true).gamma(-2).beta(0.5).build(),
            sign(),
            binary(10),
            new BatchNormalization.Builder().lockGammaBeta(true).build(),
            softmax()),
        network("sums fed to a packed layer", binary(48), ternary(10), norm(), squaredHinge()),
        network(
            "a norm of bits",
            binary(48),
            norm(),
            sign(),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax()),
        network(
            "arithmetic between two norms, and one that is not monotone",
            binary(48),
            norm(),
            new ActivationLayer(new ActivationReLU()),
            norm(),
            sign(),
            ternary(48),
            norm(),
            new ActivationLayer(new ActivationLReLU(-0.5)),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax()));
  }

  private static Arguments network(String name, Layer... layers) {
    return arguments(name, layers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyValueIsEqual(String name, Layer[] layers) {
    MultiLayerNetwork network = Trained.on(null, layers);
    network.paramTable().forEach(ExportParityTest::assertGammasOfBothSigns);
    BnnExporter exporter = BnnExporter.of(network).byteInput();
    BnnModel model = exporter.model();
    assertEquals(EdgeKind.BYTE, model.inputKind());

    Map<String, Integer> compared = compareByHand(network, model);
    Verification verification = exporter.verify(Pixels.iterator()).orThrow();

    assertEquals(Pixels.count(), verification.rows());
    assertEquals(Pixels.count(), verification.equalClasses());
    assertTrue(verification.maxScoreDifference() <= SOFTMAX_TOLERANCE, verification.toString());
    assertEquals(
        List.copyOf(compared.keySet()).stream().sorted().toList(),
        verification.layers().stream().map(LayerAgreement::layer).sorted().toList());
    for (LayerAgreement layer : verification.layers()) {
      assertEquals((long) compared.get(layer.layer()) * Pixels.count(), layer.values());
      if (!isSoftmax(network, layer.layer())) {
        assertEquals(layer.values(), layer.equal(), verification.toString());
      }
    }
  }

  private static void assertGammasOfBothSigns(String parameter, INDArray values) {
    if (parameter.endsWith("_gamma")) {
      assertTrue(values.minNumber().floatValue() < 0, parameter);
      assertTrue(values.maxNumber().floatValue() > 0, parameter);
    }
  }

  /**
   * Compares what the verifier should compare, in another way: the widths by layer that were
   * compared.
   */
  private static Map<String, Integer> compareByHand(MultiLayerNetwork network, BnnModel model) {
    INDArray pixels = Pixels.all().getFeatures();
    Map<String, Integer> compared = new HashMap<>();
    try (BnnSession session = model.newTracingSession(Pixels.count())) {
      float[] scores = new float[Pixels.count() * model.outputs()];
      session.run(pixels.dup('c').data().asFloat(), Pixels.count(), scores);
      for (int i = 0; i < network.getnLayers(); i++) {
        String name = network.getLayer(i).conf().getLayer().getLayerName();
        // Up to here only: an ActivationLayer writes over what the layer before it put out.
        INDArray expected = network.feedForwardToLayer(i, pixels, false).get(i + 1);
        if (model.layers().contains(name)) {
          LayerValues actual = session.values(name);
          compare(name, expected, actual, isSoftmax(network, name) ? SOFTMAX_TOLERANCE : 0);
          compared.put(name, actual.width());
        }
        if (isSign(network, i)) {
          assertEquals(EdgeKind.BITS, session.values(name).kind());
          assertBothValues(name, expected);
        }
      }
      INDArray answers = network.output(pixels);
      assertArrayEquals(answers.dup('c').data().asFloat(), scores, (float) SOFTMAX_TOLERANCE);
    }
    String beforeLoss = network.getLayer(network.getnLayers() - 2).conf().getLayer().getLayerName();
    assertTrue(compared.containsKey(beforeLoss), "scores before the loss: " + compared);
    return compared;
  }

  private static boolean isSign(MultiLayerNetwork network, int layer) {
    Layer conf = network.getLayer(layer).conf().getLayer();
    return conf instanceof ActivationLayer activation
            && activation.getActivationFn() instanceof SignSTE
        || conf instanceof BinaryDense binary && binary.getActivationFn() instanceof SignSTE
        || conf instanceof TernaryDense ternary && ternary.getActivationFn() instanceof SignSTE;
  }

  private static boolean isSoftmax(MultiLayerNetwork network, String layer) {
    return network.getLayer(layer).conf().getLayer()
            instanceof org.deeplearning4j.nn.conf.layers.LossLayer loss
        && loss.getActivationFn() instanceof ActivationSoftmax;
  }

  private static void compare(
      String layer, INDArray expected, LayerValues actual, double tolerance) {
    assertEquals(expected.size(1), actual.width(), layer);
    float[] values = expected.dup('c').data().asFloat();
    for (int i = 0; i < values.length; i++) {
      double value = actual.get(i / actual.width(), i % actual.width());
      assertEquals(values[i], value, tolerance, layer);
    }
  }

  private static void assertBothValues(String layer, INDArray bits) {
    for (int i = 0; i < bits.size(1); i++) {
      INDArray unit = bits.getColumn(i);
      assertEquals(-1, unit.minNumber().intValue(), layer + ", bit " + i + " is always 1");
      assertEquals(1, unit.maxNumber().intValue(), layer + ", bit " + i + " is never 1");
    }
  }
}
