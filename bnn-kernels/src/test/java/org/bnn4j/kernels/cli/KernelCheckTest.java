package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.EdgeKind;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.FloatDense;
import org.bnn4j.kernels.graph.FloatWeights;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
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
}
