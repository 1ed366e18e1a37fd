package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.junit.jupiter.api.Test;

class LayerTimesTest {
  @Test
  void everyLayerIsInAStepOnce() {
    Graph graph = new RandomModels(5).perceptron(40, 33, 3);
    BnnModel model = BnnModel.of(graph).onKernels("plain");
    List<LayerTime> times = model.layerTimes(new byte[40], Duration.ofMillis(10));
    List<String> layers =
        times.stream().flatMap(time -> List.of(time.layers().split(", ")).stream()).toList();
    assertEquals(graph.names().subList(1, graph.names().size()), layers);
    times.forEach(time -> assertTrue(time.micros() >= 0, time.toString()));
  }

  @Test
  void conversionsAreStepsToo() {
    BnnModel model = BnnModel.of(new ConvModels(5).everyOperation()).onKernels("plain");
    byte[] example = new byte[model.inputs()];
    String steps = model.layerTimes(example, Duration.ZERO).toString();
    assertTrue(steps.contains(" as integers") || steps.contains(" as floats"), steps);
  }

  @Test
  void anExampleOfAnotherLengthIsRefused() {
    BnnModel model = BnnModel.of(new RandomModels(5).perceptron(40, 33, 3));
    assertThrows(
        IllegalArgumentException.class, () -> model.layerTimes(new byte[41], Duration.ZERO));
  }
}
