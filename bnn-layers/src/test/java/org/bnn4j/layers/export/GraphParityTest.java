package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;

/** Computation graphs: sums, merges, and values that several read. */
class GraphParityTest {
  private static final int CHANNELS = 33;

  static Stream<Images> images() {
    return Stream.of(Images.nchw(6, 5, 2), Images.nhwc(6, 5, 2), Images.flat(6, 5, 2));
  }

  private static Layer ternary(int outputs) {
    return new TernaryConv2D.Builder(3, 3).nOut(outputs).padding(1, 1).build();
  }

  private static ElementWiseVertex add() {
    return new ElementWiseVertex(ElementWiseVertex.Op.Add);
  }

  /** The first bits, {@code bits1}, then what a test adds, then an answer from {@code last}. */
  private static ComputationGraph train(Images images, String last, Consumer<GraphBuilder> middle) {
    return Trained.on(
        images,
        graph -> {
          block(graph, 1, conv(CHANNELS), "pixels");
          middle.accept(graph);
          answer(graph, last);
        });
  }

  /** Adds a product, a norm and a sign, called {@code sums}, {@code norm} and {@code bits}. */
  private static void block(GraphBuilder graph, int number, Layer product, String input) {
    graph.addLayer("sums" + number, product, input);
    normed(graph, number, "sums" + number);
  }

  /** Adds a norm and a sign, called {@code norm} and {@code bits}. */
  private static void normed(GraphBuilder graph, int number, String input) {
    graph
        .addLayer("norm" + number, norm(), input)
        .addLayer("bits" + number, sign(), "norm" + number);
  }

  private static void answer(GraphBuilder graph, String input) {
    graph
        .addLayer("dense", binary(Images.CLASSES), input)
        .addLayer("scores", norm(), "dense")
        .addLayer("answer", softmax(), "scores")
        .setOutputs("answer");
  }

  @ParameterizedTest
  @MethodSource("images")
  void sumsOfSums(Images images) {
    ComputationGraph network =
        train(
            images,
            "bits3",
            graph -> {
              graph
                  .addLayer("sums2", conv(CHANNELS), "bits1")
                  .addVertex("residual", add(), "sums2", "sums1");
              normed(graph, 2, "residual");
              graph
                  .addLayer("sums3", conv(CHANNELS), "bits2")
                  .addVertex("again", add(), "sums3", "residual", "bits1");
              normed(graph, 3, "again");
            });
    List<String> compared = Parity.assertExact(images, network);
    List<String> expected =
        List.of("sums1", "bits1", "sums2", "residual", "bits2", "sums3", "again", "bits3", "dense");
    assertTrue(compared.containsAll(expected), compared.toString());
  }

  /** A norm that a sign folds and a sum reads becomes one node, beside the threshold. */
  @ParameterizedTest
  @MethodSource("images")
  void valuesThatSeveralRead(Images images) {
    ComputationGraph network =
        train(
            images,
            "bits3",
            graph -> {
              block(graph, 2, ternary(CHANNELS), "bits1");
              graph
                  .addLayer("sums3", ternary(CHANNELS), "bits2")
                  .addLayer("norm3", norm(), "sums3")
                  .addVertex("residual", add(), "norm2", "norm3", "norm2")
                  .addLayer("soft", new ActivationLayer(new ActivationHardTanH()), "residual")
                  .addVertex("again", add(), "soft", "norm2")
                  .addLayer("bits3", sign(), "again");
            });
    List<String> compared = Parity.assertExact(images, network);
    List<String> expected =
        List.of("norm2", "bits2", "norm3", "residual", "soft", "again", "bits3");
    assertTrue(compared.containsAll(expected), compared.toString());
  }

  @ParameterizedTest
  @MethodSource("images")
  void sumsOfBits(Images images) {
    ComputationGraph network =
        train(
            images,
            "bits3",
            graph -> {
              block(graph, 2, conv(CHANNELS), "bits1");
              graph.addVertex("residual", add(), "bits1", "bits2");
              normed(graph, 3, "residual");
            });
    Parity.assertExact(images, network);
  }

  @ParameterizedTest
  @MethodSource("images")
  void mergesOfBits(Images images) {
    ComputationGraph network =
        train(
            images,
            "bits4",
            graph -> {
              block(graph, 2, conv(7), "bits1");
              graph
                  .addVertex("merged", new MergeVertex(), "bits1", "bits2", "bits1")
                  .addLayer("sums3", conv(5), "merged")
                  .addVertex("mixed", new MergeVertex(), "sums3", "bits2", "norm2");
              normed(graph, 4, "mixed");
            });
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.containsAll(List.of("merged", "sums3", "mixed")), compared.toString());
  }

  @ParameterizedTest
  @MethodSource("images")
  void vectorsOfMaps(Images images) {
    ComputationGraph network =
        train(
            images,
            "bits3",
            graph -> {
              graph
                  .addLayer("left", binary(20), "bits1")
                  .addLayer("right", binary(20), "bits1")
                  .addVertex("sum", add(), "left", "right")
                  .addVertex("both", new MergeVertex(), "left", "sum");
              normed(graph, 3, "both");
            });
    Parity.assertExact(images, network);
  }

  /** The first layer that knows a size reads something larger than the input. */
  @Test
  void mergesOfTheInput() {
    Images images = Images.nchw(5, 5, 1);
    ComputationGraph network =
        Trained.on(
            images,
            graph -> {
              graph.addVertex("twice", new MergeVertex(), "pixels", "pixels");
              block(graph, 1, binary(20), "twice");
              answer(graph, "bits1");
            });
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.containsAll(List.of("twice", "sums1", "bits1")), compared.toString());
    ExportException e =
        assertThrows(
            ExportException.class,
            () -> BnnExporter.of(network).inputShape(5, 4, 1).byteInput().report());
    assertTrue(e.getMessage().contains("'sums1' (BinaryDense)"), e.getMessage());
    assertTrue(e.getMessage().contains("5x4x2"), e.getMessage());
  }

  @Test
  void preprocessorsThatAreVertices() {
    Images images = Images.nchw(4, 3, 2);
    ComputationGraph network =
        train(
            images,
            "bits3",
            graph -> {
              graph.addVertex(
                  "flat",
                  new PreprocessorVertex(new CnnToFeedForwardPreProcessor(4, 3, CHANNELS)),
                  "bits1");
              normed(graph, 3, "flat");
            });
    List<String> compared = Parity.assertExact(images, network);
    assertTrue(compared.contains("flat"), compared.toString());
  }

  /** Only what the answer is made of is exported. */
  @Test
  void whatNobodyReadsIsLeftOut() {
    Images images = Images.nchw(4, 3, 2);
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(11)
                .graphBuilder()
                .allowDisconnected(true)
                .addInputs("pixels")
                .setInputTypes(images.type())
                .addLayer("sums", conv(CHANNELS), "pixels")
                .addLayer("aside", conv(3), "sums")
                .addLayer("more", norm(), "aside")
                .addLayer("dense", binary(Images.CLASSES), "sums")
                .addLayer("answer", softmax(), "dense")
                .setOutputs("answer")
                .build());
    network.init();
    BnnExporter exporter = BnnExporter.of(network).inputShape(4, 3, 2).byteInput();
    Verification verification = exporter.verify(images.iterator()).orThrow();
    assertEquals(
        List.of("sums", "dense", "answer"),
        verification.layers().stream().map(LayerAgreement::layer).toList());
    assertEquals(3, exporter.report().layers().size());
  }
}
