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
  private static BnnModel model(float weight, int... weights) {
    return BnnModel.of(
        GraphBuilder.input(EdgeKind.FLOAT, 1)
            .then("floats", new FloatDense(new FloatWeights(2, 1, new float[] {weight, -weight})))
            .then("bits", new Sign())
            .then("integers", RandomModels.binary(1, 2, weights))
            .build());
  }

  private static String check(BnnModel model, BnnModel reference) throws CliException {
    return new KernelCheck(model, reference).run();
  }

  private static void wrong(String what, BnnModel model, BnnModel reference) {
    String message = assertThrows(CliException.class, () -> check(model, reference)).getMessage();
    assertTrue(
        message.startsWith("the " + model.kernels() + " kernels are wrong: " + what), message);
  }

  @Test
  void equalKernels() throws CliException {
    BnnModel model = model(0.1f, 1, 1);
    assertEquals(
        "equal to the reference kernels in every layer",
        check(model, model.onKernels("reference")));
  }

  @Test
  void roundingIsAllowedAndLaterLayersAreStillCompared() throws CliException {
    BnnModel rounded = model(Math.nextUp(0.1f), 1, 1);
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

  private static BnnModel scaled(float weight) {
    return BnnModel.of(
        GraphBuilder.input(EdgeKind.FLOAT, 1)
            .then("floats", new FloatDense(new FloatWeights(2, 1, new float[] {weight, -weight})))
            .then("out", new Softmax())
            .build());
  }

  @Test
  void everyLayerOfAConvolutionalModel() throws CliException {
    ConvModels models = new ConvModels(5);
    BnnModel blocks = BnnModel.of(models.binaryNet(8, 4, 32, 5));
    BnnModel bits = BnnModel.of(models.severalInputs(33));
    BnnModel maps = BnnModel.of(models.everyOperation());
    for (String path : KernelPaths.available()) {
      assertEquals(
          "equal to the reference kernels in every layer",
          check(blocks.onKernels(path), blocks.onKernels("reference")));
      assertEquals(
          "equal to the reference kernels in every layer",
          check(bits.onKernels(path), bits.onKernels("reference")));
      String found = check(maps.onKernels(path), maps.onKernels("reference"));
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

  private static BnnModel blocks(int padding, Window pool) {
    ConvModels models = new ConvModels(6);
    Window window = Window.of(2, 2).padding(0, 1, 0, 1);
    return BnnModel.of(
        GraphBuilder.input(EdgeKind.BYTE, new Shape(5, 5, 3))
            .then("first:product", models.conv(window, 3, 8, false, ConvModels.SCALED))
            .then("first:pool", new Pool(Pool.Kind.MAX, pool))
            .then("first", models.random().threshold(8, 100))
            .then("second:product", models.conv(window, 8, 8, false, InputMap.padded(padding)))
            .build());
  }
}
