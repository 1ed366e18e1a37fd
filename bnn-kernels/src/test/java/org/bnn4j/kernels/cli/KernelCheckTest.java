package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;

/** Other weights stand for kernels that compute something else. */
class KernelCheckTest {
  /** Floats, their signs, integers. */
  private static Graph model(float weight, int... weights) {
    return GraphBuilder.input(EdgeKind.FLOAT, 1)
        .then("floats", new FloatDense(new FloatWeights(2, 1, new float[] {weight, -weight})))
        .then("bits", new Sign())
        .then("integers", RandomModels.binary(1, 2, weights))
        .build();
  }

  private static String check(Graph graph, Graph reference) throws CliException {
    return new KernelCheck(graph, BnnModel.of(graph), BnnModel.of(reference)).run();
  }

  private static String check(Graph graph, String path) throws CliException {
    return new KernelCheck(graph, BnnModel.of(graph).onKernels(path)).run();
  }

  private static void wrong(String what, Graph graph, Graph reference) {
    String message = assertThrows(CliException.class, () -> check(graph, reference)).getMessage();
    String kernels = BnnModel.of(graph).kernels();
    assertTrue(message.startsWith("the " + kernels + " kernels are wrong: " + what), message);
  }

  @Test
  void equalKernels() throws CliException {
    assertEquals(
        "equal to the reference kernels in every layer",
        check(model(0.1f, 1, 1), KernelPaths.selected().name()));
  }

  @Test
  void roundingIsAllowedAndLaterLayersAreStillCompared() throws CliException {
    Graph rounded = model(Math.nextUp(0.1f), 1, 1);
    String found = check(model(0.1f, 1, 1), rounded);
    assertTrue(found.startsWith("equal to the reference kernels but for rounding ("), found);
    assertTrue(found.endsWith(", in layer 'floats')"), found);
    wrong("layer 'integers' differs from the reference by 2.0", model(0.1f, 1, -1), rounded);
  }

  @Test
  void moreThanRoundingIsWrong() {
    wrong("layer 'floats' differs", model(0.1f, 1, 1), model(0.11f, 1, 1));
  }

  @Test
  void namesWhatItCannotCompare() throws CliException {
    String found = check(scaled(0.1f), scaled(0.10001f));
    assertTrue(found.endsWith("; not compared, as they read what differs: [out]"), found);
  }

  private static Graph scaled(float weight) {
    return GraphBuilder.input(EdgeKind.FLOAT, 1)
        .then("floats", new FloatDense(new FloatWeights(2, 1, new float[] {weight, -weight})))
        .then("out", new Softmax())
        .build();
  }

  @Test
  void everyLayerOfAConvolutionalModel() throws CliException {
    ConvModels models = new ConvModels(5);
    Graph blocks = models.binaryNet(8, 4, 32, 5);
    Graph bits = models.severalInputs(33);
    Graph maps = models.everyOperation();
    for (String path : KernelPaths.available()) {
      assertEquals("equal to the reference kernels in every layer", check(blocks, path));
      assertEquals("equal to the reference kernels in every layer", check(bits, path));
      String found = check(maps, path);
      assertTrue(found.startsWith("equal to the reference kernels"), found);
      // Sums of floats in another order, and what comes of them.
      assertFalse(found.contains("third"), found);
    }
  }

  @Test
  void aConvolutionThatComputesSomethingElseIsNamed() {
    Window two = Window.of(2, 2).stride(2, 2);
    Window three = Window.of(3, 3).stride(2, 2);
    wrong("layer 'second:product' differs from the reference", blocks(1, two), blocks(0, two));
    wrong("layer 'first:pool' differs from the reference", blocks(1, two), blocks(1, three));
  }

  private static Graph blocks(int padding, Window pool) {
    ConvModels models = new ConvModels(6);
    Window window = Window.of(2, 2).padding(0, 1, 0, 1);
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(5, 5, 3))
        .then("first:product", models.conv(window, 3, 8, false, ConvModels.SCALED))
        .then("first:pool", new Pool(Pool.Kind.MAX, pool))
        .then("first", models.random().threshold(8, 100))
        .then("second:product", models.conv(window, 8, 8, false, InputMap.padded(padding)))
        .build();
  }
}
