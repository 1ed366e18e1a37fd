package org.bnn4j.layers.verification;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.bnn4j.layers.export.Trained.ternary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.graph.BitMatrix;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Op;
import org.bnn4j.kernels.graph.PackedDense;
import org.bnn4j.kernels.graph.PackedWeights;
import org.bnn4j.kernels.graph.Term;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.export.ExportException;
import org.bnn4j.layers.export.Parity;
import org.bnn4j.layers.export.Pixels;
import org.bnn4j.layers.export.Trained;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** That a model which is not the network's is found out. */
class VerifyTest {
  private static MultiLayerNetwork network;
  private static BnnExporter exporter;
  private static Graph graph;

  @BeforeAll
  static void export(@TempDir Path folder) throws IOException {
    network =
        Trained.on(
            null,
            binary(48),
            norm(),
            sign(),
            ternary(32),
            norm(),
            sign(),
            binary(10),
            norm(),
            softmax());
    exporter = BnnExporter.of(network).byteInput();
    graph = Parity.written(exporter, folder);
  }

  private static BnnModel with(String node, UnaryOperator<Op> change) {
    List<Node> nodes = new ArrayList<>(graph.nodes());
    int index = graph.indexOf(node);
    nodes.set(
        index, new Node(node, change.apply(nodes.get(index).op()), nodes.get(index).inputs()));
    return BnnModel.of(new Graph(nodes, graph.labels()));
  }

  private static Verification verify(BnnModel model) {
    return exporter.verify(model, Pixels.iterator());
  }

  private static void assertFound(BnnModel model, String layer) {
    Verification verification = verify(model);
    assertFalse(verification.agrees());
    ParityException e = assertThrows(ParityException.class, verification::orThrow);
    assertTrue(e.getMessage().contains(layer), e.getMessage());
    assertTrue(agreement(verification, layer).unexplained() > 0, verification.toString());
  }

  private static LayerAgreement agreement(Verification verification, String layer) {
    return verification.layers().stream()
        .filter(agreement -> agreement.layer().equals(layer))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void acceptsTheModelThatWasWritten() {
    Verification verification = verify(BnnModel.of(graph)).orThrow();
    assertEquals(Pixels.count(), verification.equalClasses());
    assertEquals(exporter.verify(Pixels.iterator()), verification);
  }

  private static Op withFlippedWeight(Op op, int output, int input) {
    PackedWeights weights = ((PackedDense) op).weights();
    BitMatrix sign = weights.sign();
    int[] words = sign.words().clone();
    words[output * sign.rowWords() + (input >>> 5)] ^= 1 << input;
    BitMatrix flipped = new BitMatrix(sign.rows(), sign.columns(), words);
    return new PackedDense(new PackedWeights(flipped, weights.nonzero()));
  }

  @Test
  void findsOneWrongWeightOfTheFirstLayer() {
    // Pixel 36 is in the middle of the image.
    assertFound(with("layer0", op -> withFlippedWeight(op, 7, 36)), "layer0");
  }

  @Test
  void findsOneWrongWeightBehindBits() {
    assertFound(with("layer6", op -> withFlippedWeight(op, 3, 2)), "layer6");
  }

  private static Op withMovedThreshold(Op op, int channel, int by) {
    Threshold threshold = (Threshold) op;
    int[] moved = threshold.thresholds().clone();
    moved[channel] += by;
    return new Threshold(moved, threshold.flips());
  }

  @Test
  void findsAThresholdMovedByOneReachableSum() {
    // Of two neighbouring sums one at least can occur, whatever their parity.
    assertFound(with("layer5", op -> withMovedThreshold(op, 4, 2)), "layer5");
  }

  /** On whole pixels nothing is rounded, so even a sum right beside its threshold must count. */
  @Test
  void findsAThresholdThatMovedOverTheNearestOfAllSums() {
    int[] thresholds = ((Threshold) graph.nodes().get(graph.indexOf("layer2")).op()).thresholds();
    INDArray sums = network.feedForwardToLayer(0, Pixels.all().getFeatures(), false).get(1);
    int nearestChannel = 0;
    int nearestMove = Integer.MAX_VALUE;
    for (int row = 0; row < sums.size(0); row++) {
      for (int channel = 0; channel < thresholds.length; channel++) {
        int distance = (int) sums.getFloat(row, channel) - thresholds[channel];
        int move = distance >= 0 ? distance + 1 : distance;
        if (Math.abs(move) < Math.abs(nearestMove)) {
          nearestMove = move;
          nearestChannel = channel;
        }
      }
    }
    int channel = nearestChannel;
    int move = nearestMove;
    assertFound(with("layer2", op -> withMovedThreshold(op, channel, move)), "layer2");
  }

  @Test
  void findsAWrongFlip() {
    assertFound(
        with(
            "layer2",
            op -> {
              int[] flips = ((Threshold) op).flips().clone();
              flips[1] ^= 1 << 15;
              return new Threshold(((Threshold) op).thresholds(), flips);
            }),
        "layer2");
  }

  @Test
  void findsWrongArithmeticBeforeTheScores() {
    BnnModel wrong =
        with(
            "layer7",
            op -> {
              List<Term> terms = new ArrayList<>(((Channelwise) op).terms());
              float[] betas = terms.get(terms.size() - 1).operands().clone();
              betas[9] += 8e-5f; // exact arithmetic has no tolerance
              terms.set(terms.size() - 1, new Term(terms.get(terms.size() - 1).operation(), betas));
              return new Channelwise(terms);
            });
    assertFound(wrong, "layer7");
  }

  @Test
  void refusesAModelWithOtherLayers() {
    BnnModel other =
        BnnExporter.of(Trained.untrained(binary(10), norm(), softmax())).byteInput().model();
    ExportException e = assertThrows(ExportException.class, () -> verify(other));
    assertTrue(e.getMessage().contains("not exported from this network"), e.getMessage());
    assertTrue(e.getMessage().contains(other.layers().toString()), e.getMessage());
  }

  @Test
  void refusesAModelOfOtherWidths() {
    BnnModel other =
        BnnExporter.of(
                Trained.untrained(
                    binary(40),
                    norm(),
                    sign(),
                    ternary(32),
                    norm(),
                    sign(),
                    binary(10),
                    norm(),
                    softmax()))
            .byteInput()
            .model();
    ExportException e = assertThrows(ExportException.class, () -> verify(other));
    assertTrue(e.getMessage().contains("not exported from this network"), e.getMessage());
    assertTrue(e.getMessage().contains("40") && e.getMessage().contains("48"), e.getMessage());
  }

  @Test
  void findsAnotherTrainingOfTheSameLayers() {
    MultiLayerNetwork longer = network.clone();
    longer.fit(Pixels.all());
    assertNotEquals(longer.params(), network.params());
    assertFound(BnnExporter.of(longer).byteInput().model(), "layer7");
  }

  @Test
  void leavesThePreprocessorOfTheDataInPlace() {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(0, 1);
    BnnExporter withScaler = BnnExporter.of(network).normalizer(scaler);
    DataSetIterator data = Pixels.iterator();
    data.setPreProcessor(scaler);
    assertEquals(Pixels.count(), withScaler.verify(data).rows());
    assertSame(scaler, data.getPreProcessor());

    ImagePreProcessingScaler another = new ImagePreProcessingScaler(-1, 1);
    data.setPreProcessor(another);
    ExportException e = assertThrows(ExportException.class, () -> withScaler.verify(data));
    assertTrue(e.getMessage().contains("ImagePreProcessingScaler"), e.getMessage());
    assertSame(another, data.getPreProcessor());
  }

  @Test
  void resetsDataThatWasReadBefore() {
    DataSetIterator data = Pixels.iterator();
    data.next();
    assertEquals(Pixels.count(), exporter.verify(data).rows());
  }

  @Test
  void refusesDataThatIsNoBytes() {
    DataSet halves = Pixels.all();
    halves.getFeatures().divi(2);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> exporter.verify(new ViewIterator(halves, 100)));
    assertTrue(e.getMessage().contains("takes bytes"), e.getMessage());
    BnnExporter floats = BnnExporter.of(network).floatInput();
    assertEquals(Pixels.count(), floats.verify(new ViewIterator(halves, 100)).orThrow().rows());
  }
}
