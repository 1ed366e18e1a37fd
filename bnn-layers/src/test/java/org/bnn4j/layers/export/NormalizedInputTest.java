package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** Networks trained on normalized pixels: what differs is explained, and little does. */
class NormalizedInputTest {
  private static final double SCORE_TOLERANCE = 1e-4;

  static Stream<Arguments> normalizers() {
    return Stream.of(
        arguments("pixels to [0, 1]", new ImagePreProcessingScaler(0, 1)),
        arguments("pixels to [-1, 1]", new ImagePreProcessingScaler(-1, 1)),
        arguments("mean and deviation", fitted(new NormalizerStandardize())),
        arguments("range to [0, 1]", fitted(new NormalizerMinMaxScaler())),
        arguments("range to [-1, 1]", fitted(new NormalizerMinMaxScaler(-1, 1))));
  }

  /** The corners of the digits are always empty, so some features are constant. */
  private static DataNormalization fitted(DataNormalization normalizer) {
    normalizer.fit(Pixels.all());
    return normalizer;
  }

  private static Layer[] layers() {
    return new Layer[] {
      binary(48), norm(), sign(), ternary(32), norm(), sign(), binary(10), norm(), softmax()
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("normalizers")
  void differencesAreExplained(String name, DataNormalization normalizer) {
    MultiLayerNetwork network = Trained.on(normalizer, layers());
    BnnExporter exporter = BnnExporter.of(network).normalizer(normalizer);
    boolean forPixels = normalizer instanceof ImagePreProcessingScaler;
    assertEquals(forPixels ? EdgeKind.BYTE : EdgeKind.FLOAT, exporter.model().inputKind());
    assertMostlyEqual(exporter.verify(Pixels.iterator()));
    assertMostlyEqual(exporter.floatInput().verify(Pixels.iterator()));
  }

  private static void assertMostlyEqual(Verification verification) {
    verification.orThrow();
    assertEquals(Pixels.count(), verification.rows());
    assertTrue(verification.equalClasses() >= Pixels.count() - 1, verification.toString());
    assertTrue(verification.layers().size() >= 5, verification.toString());
    for (LayerAgreement layer : verification.layers()) {
      assertEquals(0, layer.unexplained(), verification.toString());
      boolean last = layer.layer().equals("layer8");
      assertTrue(!last || layer.maxDifference() <= SCORE_TOLERANCE, verification.toString());
      long differing = layer.values() - layer.equal();
      boolean bits = layer.kind() == EdgeKind.BITS;
      assertTrue(!bits || differing <= layer.values() / 10_000, verification.toString());
    }
  }

  @Test
  void takesDataThatIsNormalizedOnTheWay() {
    DataNormalization scaler = new ImagePreProcessingScaler(0, 1);
    BnnExporter exporter =
        BnnExporter.of(Trained.shortly(binary(10), norm(), softmax())).normalizer(scaler);
    DataSetIterator data = Pixels.iterator();
    Verification raw = exporter.verify(data);
    data.setPreProcessor(scaler);
    assertEquals(raw, exporter.verify(data));
  }

  @Test
  void normalizesBeforeLayersThatAreNoProduct() {
    DataNormalization scaler = new ImagePreProcessingScaler(-1, 1);
    MultiLayerNetwork normFirst = Trained.on(scaler, norm(), binary(10), norm(), softmax());
    BnnExporter.of(normFirst).normalizer(scaler).verify(Pixels.iterator()).orThrow();
    MultiLayerNetwork signFirst = Trained.on(scaler, sign(), binary(10), norm(), softmax());
    Verification verification =
        BnnExporter.of(signFirst).normalizer(scaler).verify(Pixels.iterator()).orThrow();
    assertEquals(Pixels.count(), verification.equalClasses());
  }

  /** Where there is one feature, mean and range are one number, and move behind the product. */
  @Test
  void normalizesASingleByte() {
    DataSet data =
        new DataSet(Nd4j.arange(256).reshape(256, 1).castTo(DataType.FLOAT), Nd4j.ones(256, 1));
    for (DataNormalization normalizer :
        new DataNormalization[] {new NormalizerStandardize(), new NormalizerMinMaxScaler(-1, 1)}) {
      normalizer.fit(data);
      BinaryDense first = new BinaryDense.Builder().nIn(1).nOut(8).hasBias(true).build();
      MultiLayerNetwork network =
          Trained.untrainedOf(1, first, sign(), binary(2), norm(), softmax());
      network
          .getParam("0_b")
          .assign(Nd4j.createFromArray(-0.9f, -0.6f, -0.3f, 0f, 0.2f, 0.4f, 0.6f, 0.9f));
      Verification verification =
          BnnExporter.of(network)
              .normalizer(normalizer)
              .byteInput()
              .verify(new ViewIterator(data, 64))
              .orThrow();
      assertEquals(256, verification.rows());
      assertEquals(EdgeKind.BITS, verification.layers().get(0).kind());
    }
  }

  @Test
  void signInsideTheFirstLayer() {
    DataNormalization scaler = new ImagePreProcessingScaler(-1, 1);
    BinaryDense first =
        new BinaryDense.Builder().nOut(40).hasBias(true).activation(new SignSTE()).build();
    MultiLayerNetwork network = Trained.on(scaler, first, binary(10), norm(), softmax());
    BnnExporter exporter = BnnExporter.of(network).normalizer(scaler);
    assertMostlyEqualBits(exporter.verify(Pixels.iterator()).orThrow());
    assertMostlyEqualBits(exporter.floatInput().verify(Pixels.iterator()).orThrow());
  }

  private static void assertMostlyEqualBits(Verification verification) {
    LayerAgreement bits = verification.layers().get(0);
    assertEquals(EdgeKind.BITS, bits.kind());
    assertTrue(bits.values() - bits.equal() <= 5, verification.toString());
  }
}
