package org.bnn4j.layers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.LayerValues;
import org.bnn4j.kernels.format.ModelReader;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.internal.network.Layout;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for every network on images as whole numbers, of which all sums are exact. */
public final class Parity {
  private static final double MOST_BIAS = 0.95;
  private static final double SOFTMAX_TOLERANCE = 1e-6;

  private Parity() {}

  /**
   * Exports, and checks that all values but those of the last layer are equal.
   *
   * @return the names of the layers that were compared
   */
  public static List<String> assertExact(Images images, MultiLayerNetwork network) {
    BnnExporter exporter = exporter(images, network).byteInput();
    List<String> compared = assertExact(images, exporter, network.output(pixels(images)));
    compareByHand(images, network, exporter.model(), compared);
    return compared;
  }

  /** Compares what the verifier compared, in another way. */
  private static void compareByHand(
      Images images, MultiLayerNetwork network, BnnModel model, List<String> compared) {
    try (BnnSession session = model.newTracingSession(Images.COUNT)) {
      float[] scores = new float[Images.COUNT * model.outputs()];
      session.run(pixels(images).dup('c').data().asFloat(), Images.COUNT, scores);
      for (int i = 0; i < network.getnLayers() - 1; i++) {
        String name = network.getLayer(i).conf().getLayer().getLayerName();
        if (compared.contains(name)) {
          // Up to here only: an ActivationLayer writes over what the layer before it put out.
          INDArray expected = network.feedForwardToLayer(i, pixels(images), false).get(i + 1);
          boolean channelsLast = images.layout() == Layout.NHWC;
          assertEqualValues(name, expected, channelsLast, session.values(name));
        }
      }
    }
  }

  private static void assertEqualValues(
      String layer, INDArray expected, boolean channelsLast, LayerValues actual) {
    boolean map = expected.rank() == 4;
    INDArray planes = map && channelsLast ? expected.permute(0, 3, 1, 2) : expected;
    long channels = planes.size(1);
    long pixels = map ? planes.size(2) * planes.size(3) : 1;
    assertEquals(channels * pixels, actual.width(), layer);
    float[] values = planes.dup('c').data().asFloat();
    for (int i = 0; i < values.length; i++) {
      long row = i / (channels * pixels);
      long index = i % pixels * channels + i / pixels % channels;
      double value = actual.get((int) row, (int) index);
      assertTrue(values[i] == value, layer + ", value " + i + ": " + values[i] + ", " + value);
    }
  }

  public static List<String> assertExact(Images images, ComputationGraph network) {
    BnnExporter exporter = exporter(images, network).byteInput();
    return assertExact(images, exporter, network.outputSingle(pixels(images)));
  }

  public static BnnExporter exporter(Images images, ComputationGraph network) {
    return sized(images, BnnExporter.of(network));
  }

  public static BnnExporter exporter(Images images, MultiLayerNetwork network) {
    return sized(images, BnnExporter.of(network));
  }

  /** The graph of the model file that an exporter writes. */
  public static Graph written(BnnExporter exporter, Path folder) throws IOException {
    Path file = folder.resolve("model.bnn");
    exporter.writeModel(file);
    try (InputStream in = Files.newInputStream(file)) {
      return ModelReader.read(in);
    }
  }

  private static BnnExporter sized(Images images, BnnExporter exporter) {
    return images.layout() == Layout.VECTOR
        ? exporter
        : exporter.inputShape(
            images.shape().height(), images.shape().width(), images.shape().channels());
  }

  private static INDArray pixels(Images images) {
    return images.all().getFeatures();
  }

  private static List<String> assertExact(Images images, BnnExporter exporter, INDArray answers) {
    Verification verification = assertEqual(images, exporter, answers);
    assertEquals(Images.COUNT, verification.equalClasses());
    bias(images, exporter.model())
        .forEach(
            (layer, bias) ->
                assertTrue(bias < MOST_BIAS, layer + " has nearly one bit only: " + bias));
    return verification.layers().stream().map(LayerAgreement::layer).toList();
  }

  /**
   * Checks that all values that the verifier compares are equal, and those of the last layer close.
   */
  public static Verification assertEqual(Images images, BnnExporter exporter, INDArray answers) {
    BnnModel model = exporter.model();
    assertEquals(EdgeKind.BYTE, model.inputKind());
    float[] scores = new float[Images.COUNT * model.outputs()];
    try (BnnSession session = model.newSession(Images.COUNT)) {
      session.run(pixels(images).dup('c').data().asFloat(), Images.COUNT, scores);
    }
    assertArrayEquals(answers.dup('c').data().asFloat(), scores, (float) SOFTMAX_TOLERANCE);
    Verification verification = exporter.verify(images.iterator()).orThrow();
    assertEquals(Images.COUNT, verification.rows());
    List<LayerAgreement> layers = verification.layers();
    for (LayerAgreement layer : layers.subList(0, layers.size() - 1)) {
      assertEquals(layer.values(), layer.equal(), verification.toString());
    }
    assertTrue(verification.maxScoreDifference() <= SOFTMAX_TOLERANCE, verification.toString());
    return verification;
  }

  /** Whether no layer puts out nearly one bit only. */
  public static boolean hasBothBits(Images images, BnnModel model) {
    return bias(images, model).values().stream().allMatch(bias -> bias < MOST_BIAS);
  }

  /** By layer of bits: 0 for as many -1 as +1, 1 for one of them alone. */
  private static Map<String, Double> bias(Images images, BnnModel model) {
    try (BnnSession session = model.newTracingSession(Images.COUNT)) {
      float[] scores = new float[Images.COUNT * model.outputs()];
      session.run(pixels(images).dup('c').data().asFloat(), Images.COUNT, scores);
      return model.layers().stream()
          .filter(layer -> session.values(layer).kind() == EdgeKind.BITS)
          .collect(Collectors.toMap(layer -> layer, layer -> bias(session.values(layer))));
    }
  }

  private static double bias(LayerValues values) {
    double sum = 0;
    for (int row = 0; row < values.rows(); row++) {
      for (int i = 0; i < values.width(); i++) {
        sum += values.get(row, i);
      }
    }
    return Math.abs(sum) / values.rows() / values.width();
  }
}
