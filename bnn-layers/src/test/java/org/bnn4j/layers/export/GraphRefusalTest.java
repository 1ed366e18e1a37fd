package org.bnn4j.layers.export;

import static org.bnn4j.layers.export.Trained.binary;
import static org.bnn4j.layers.export.Trained.conv;
import static org.bnn4j.layers.export.Trained.norm;
import static org.bnn4j.layers.export.Trained.sign;
import static org.bnn4j.layers.export.Trained.softmax;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What graphs may have and a model cannot. */
class GraphRefusalTest {
  private static final Images IMAGES = Images.nchw(8, 8, 4);

  private static void assertRefused(ComputationGraph network, String... parts) {
    BnnExporter exporter = BnnExporter.of(network).inputShape(8, 8, 4);
    ExportException e = assertThrows(ExportException.class, exporter::report);
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), part + " in: " + e.getMessage());
    }
  }

  private static GraphBuilder builder() {
    return new NeuralNetConfiguration.Builder().seed(1).graphBuilder();
  }

  private static ComputationGraph build(GraphBuilder builder) {
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }

  /** A graph that reads {@code sums} and {@code pixels} by a vertex called {@code odd}. */
  private static ComputationGraph graph(Consumer<GraphBuilder> odd) {
    GraphBuilder builder =
        builder()
            .addInputs("pixels")
            .setInputTypes(IMAGES.type())
            .addLayer("sums", conv(4), "pixels");
    odd.accept(builder);
    builder.addLayer("dense", binary(3), "odd").addLayer("answer", softmax(), "dense");
    return build(builder.setOutputs("answer"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "Add")
  void otherOperations(ElementWiseVertex.Op operation) {
    ElementWiseVertex vertex = new ElementWiseVertex(operation);
    assertRefused(
        graph(graph -> graph.addVertex("odd", vertex, "sums", "pixels")),
        "layer 1 'odd' (ElementWiseVertex)",
        "the operation " + operation,
        "supported is Add");
  }

  @Test
  void otherVertices() {
    for (GraphVertex vertex :
        new GraphVertex[] {new ScaleVertex(2), new ShiftVertex(1), new PoolHelperVertex()}) {
      assertRefused(
          graph(graph -> graph.addVertex("odd", vertex, "sums")),
          "layer 1 'odd' (" + vertex.getClass().getSimpleName() + ")",
          "supported are ElementWiseVertex with Add, MergeVertex and PreprocessorVertex");
    }
  }

  /** Deeplearning4j repeats the smaller one. */
  @Test
  void sumsOfDifferentShapes() {
    GraphBuilder builder =
        builder()
            .addInputs("pixels")
            .setInputTypes(IMAGES.type())
            .addLayer("one", binary(1), "pixels")
            .addLayer("three", binary(3), "pixels")
            .addVertex("odd", new ElementWiseVertex(ElementWiseVertex.Op.Add), "one", "three")
            .addLayer("answer", softmax(), "odd");
    assertRefused(
        build(builder.setOutputs("answer")),
        "'odd' (ElementWiseVertex)",
        "different shapes cannot be added: 1 and 3");
  }

  @Test
  void mergesOfOtherDimensions() {
    MergeVertex rows = new MergeVertex();
    rows.setMergeAxis(2);
    assertRefused(
        graph(graph -> graph.addVertex("odd", rows, "sums", "pixels")),
        "layer 1 'odd' (MergeVertex)",
        "along dimension 2");
  }

  @Test
  void severalInputs() {
    GraphBuilder builder =
        builder()
            .addInputs("left", "right")
            .setInputTypes(IMAGES.type(), IMAGES.type())
            .addVertex("both", new MergeVertex(), "left", "right")
            .addLayer("dense", binary(3), "both")
            .addLayer("answer", softmax(), "dense");
    assertRefused(build(builder.setOutputs("answer")), "the inputs [left, right]", "exactly one");
  }

  @Test
  void severalOutputs() {
    GraphBuilder builder =
        builder()
            .addInputs("pixels")
            .setInputTypes(IMAGES.type())
            .addLayer("dense", binary(3), "pixels")
            .addLayer("norm", norm(), "dense")
            .addLayer("bits", sign(), "norm")
            .addLayer("one", softmax(), "norm")
            .addLayer("two", softmax(), "bits");
    ComputationGraph network = build(builder.setOutputs("one", "two"));
    assertRefused(network, "the outputs [one, two]", "exactly one");
    BnnExporter raw = BnnExporter.of(new ComputationGraph(network.getConfiguration()));
    String message = assertThrows(IllegalStateException.class, raw::report).getMessage();
    assertTrue(message.contains("not initialized"), message);
  }
}
