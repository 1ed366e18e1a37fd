package org.bnn4j.kernels.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.exec.Plan;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.paths.KernelPaths;
import org.junit.jupiter.api.Test;

class StepTimeTest {
  private static Plan plan(Graph graph) {
    return new Plan(graph, KernelPaths.named("plain"));
  }

  private static byte[] example(Plan plan) {
    return new byte[plan.graph().input().size()];
  }

  @Test
  void everyLayerIsInAStepOnce() {
    Graph graph = new RandomModels(5).perceptron(40, 33, 3);
    Plan plan = plan(graph);
    List<StepTime> times = StepTime.of(plan, new byte[40], 10_000_000);
    List<String> layers =
        times.stream().flatMap(time -> List.of(time.layers().split(", ")).stream()).toList();
    assertEquals(graph.names().subList(1, graph.names().size()), layers);
    times.forEach(time -> assertTrue(time.micros() >= 0, time.toString()));
  }

  @Test
  void thresholdsThatMoveBeforeAPoolAreNamed() {
    Plan plan = plan(new ConvModels(5).binaryNet(8, 8, 32, 3));
    List<String> steps =
        StepTime.of(plan, example(plan), 0).stream().map(StepTime::layers).toList();
    assertEquals("first:product, bits for first:pool", steps.get(0), steps.toString());
    assertEquals(List.of("first:pool", "first"), steps.subList(1, 3));
  }

  @Test
  void conversionsAreStepsToo() {
    Plan plan = plan(new ConvModels(5).everyOperation());
    List<String> conversions =
        StepTime.of(plan, example(plan), 0).stream()
            .map(StepTime::layers)
            .filter(step -> step.endsWith(" as integers") || step.endsWith(" as floats"))
            .map(step -> step.substring(0, step.indexOf(" as ")))
            .toList();
    assertFalse(conversions.isEmpty());
    assertTrue(plan.graph().names().containsAll(conversions), conversions.toString());
  }

  @Test
  void aDepthwiseConvolutionsInputsAreSummedInAStepOfTheirOwn() {
    Plan plan = plan(new ConvModels(5).severalInputs(3));
    List<String> steps =
        StepTime.of(plan, example(plan), 0).stream().map(StepTime::layers).toList();
    int at = steps.indexOf("fourth inputs summed");
    assertEquals(List.of("third:high as integers", "other as integers"), steps.subList(at - 2, at));
    assertEquals("fourth, fourth:bits", steps.get(at + 1), steps.toString());
    assertTrue(steps.contains("third, third:bits"), steps.toString());
  }
}
