package org.bnn4j.layers.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Bop's rule on weights alone, against the paper's written as a loop. */
class BopRuleTest {

  private static final LatentWeights BINARY = new LatentWeights(WeightPrecision.BINARY, 5, 8);

  /** Weights that Bop trains, as DL4J would have it do. */
  private static final class Trained {
    final INDArray weights;
    final INDArray average;
    private final GradientUpdater<?> averager;
    private final Regularization flips;

    Trained(Bop bop, DataType type, double... initial) {
      weights = Nd4j.createFromArray(initial).castTo(type);
      average = Nd4j.createUninitialized(type, initial.length);
      averager = bop.forLatents(BINARY).instantiate(average, true);
      flips = bop.regularization(BINARY, null).get(0);
    }

    void step(INDArray gradient, int iteration, int epoch) {
      averager.applyUpdater(gradient, iteration, epoch);
      flips.apply(weights, gradient, 1, iteration, epoch);
      weights.subi(gradient);
    }
  }

  /** The rule for one weight. */
  private static final class Reference {
    double m;
    double w;
    int flips;

    Reference(double initial) {
      w = initial > 0 ? 1 : -1;
    }

    void step(double gradient, double threshold, double gamma) {
      m = (1 - gamma) * m + gamma * gradient;
      if (Math.abs(m) >= threshold && Math.signum(m) == Math.signum(w)) {
        w = -w;
        flips++;
      }
    }
  }

  private interface Setting {
    double at(int iteration, int epoch);
  }

  private static void assertFollows(Bop bop, Setting threshold, Setting gamma, DataType type) {
    double[] initial = new Random(1).doubles(40, -1, 1).toArray();
    Trained trained = new Trained(bop, type, initial);
    Reference[] expected = new Reference[initial.length];
    for (int i = 0; i < initial.length; i++) {
      expected[i] = new Reference(initial[i]);
    }
    Random random = new Random(2);
    for (int iteration = 0; iteration < 200; iteration++) {
      int epoch = iteration / 50;
      double[] gradient = random.doubles(initial.length, -1, 1).toArray();
      trained.step(Nd4j.createFromArray(gradient).castTo(type), iteration, epoch);
      for (int i = 0; i < initial.length; i++) {
        expected[i].step(gradient[i], threshold.at(iteration, epoch), gamma.at(iteration, epoch));
        // What is not a sign yet may be one rounding away after the first step.
        double tolerance = iteration == 0 ? 1e-6 : 0;
        assertEquals(expected[i].w, trained.weights.getDouble(i), tolerance, "weight " + i);
        assertEquals(expected[i].m, trained.average.getDouble(i), 1e-6, "average " + i);
      }
    }
    int flips = 0;
    for (Reference weight : expected) {
      flips += weight.flips;
    }
    assertTrue(flips > 50 && flips < 3000, "the rule should be tried: " + flips + " flips");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void followsThePaper(DataType type) {
    assertFollows(new Bop(0.1, 0.05), (i, e) -> 0.1, (i, e) -> 0.05, type);
    assertFollows(new Bop(0, 0.01), (i, e) -> 0, (i, e) -> 0.01, type);
  }

  @Test
  void schedulesInIterationsAndEpochs() {
    MapSchedule threshold = new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.05, 100, 0.2));
    MapSchedule gamma = new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.02, 1, 0.1, 3, 0.3));
    Bop bop = new Bop().threshold(threshold).gamma(gamma);
    double[] gammas = {0.02, 0.1, 0.1, 0.3};
    assertFollows(bop, (i, e) -> i < 100 ? 0.05 : 0.2, (i, e) -> gammas[e], DataType.DOUBLE);
  }

  private static double after(DataType type, double threshold, double weight, double average) {
    Trained trained = new Trained(new Bop(threshold, 1), type, weight);
    trained.step(Nd4j.createFromArray(average).castTo(type), 0, 0);
    return trained.weights.getDouble(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.25,  1,  0.25,     -1, equal to the threshold",
    "0.25, -1, -0.25,      1, equal to the threshold",
    "0.25,  1,  0.249999,  1, below it",
    "0.25, -1, -0.249999, -1, below it",
    "0.25,  1, -5,         1, other sign",
    "0.25, -1,  5,        -1, other sign",
    "0,     1,  0,         1, no average",
    "0,    -1,  0,        -1, no average",
    "0,     1, -0.0,       1, no average",
    "0,     1,  1e-30,    -1, any average",
    "1e-60, 1,  1e-30,    -1, a threshold below all floats",
    "0.25,  0,  1,        -1, 0 counts as -1",
    "0.25,  0, -1,         1, 0 counts as -1",
    "0.25, -0.0, -1,       1, 0 counts as -1",
    "0.25,  0.5, 0.3,     -1, the magnitude does not count",
    "0.25,  0.5, 0.2,      1, the magnitude does not count",
    "0.25,  1,  NaN,       1, no number",
    "0.25, -1,  NaN,      -1, no number",
    "0.25,  1,  Infinity, -1, infinite",
  })
  void edges(double threshold, double weight, double average, double expected, String what) {
    assertEquals(expected, after(DataType.FLOAT, threshold, weight, average), what);
    assertEquals(expected, after(DataType.DOUBLE, threshold, weight, average), what);
  }

  /** A threshold that is no float is rounded like the averages that it is compared with. */
  @Test
  void thresholdHasThePrecisionOfTheAverage() {
    assertEquals(-1, after(DataType.FLOAT, 1e-8, 1, 1e-8));
    assertEquals(1, after(DataType.FLOAT, 1e-8, 1, Math.nextDown(1e-8f)));
    assertEquals(-1, after(DataType.DOUBLE, 1e-8, 1, 1e-8));
    assertEquals(1, after(DataType.DOUBLE, 1e-8, 1, Math.nextDown(1e-8)));
  }

  /** What a step allocates does not grow with the weights. */
  @Test
  void stepsInPlace() {
    int length = 100_000;
    Trained trained =
        new Trained(new Bop(), DataType.FLOAT, new Random(1).doubles(length, -1, 1).toArray());
    INDArray gradient = Nd4j.rand(DataType.FLOAT, length);
    WorkspaceConfiguration conf = WorkspaceConfiguration.builder().initialSize(1 << 22).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(conf, "bop")) {
      trained.step(gradient, 0, 0);
      long bytes = workspace.getPrimaryOffset();
      assertTrue(bytes < 1000, bytes + " bytes for " + length + " weights");
      gradient.dup();
      assertTrue(workspace.getPrimaryOffset() >= 4 * length, "allocations should be seen");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void thresholdsOutOfRange(double threshold) {
    assertRefused(() -> new Bop(threshold, 0.1), "threshold", "" + threshold);
    Bop late =
        new Bop().threshold(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 2, threshold)));
    assertEquals(0.1, late.threshold(9, 1));
    assertRefused(() -> late.threshold(7, 2), "threshold", "" + threshold, "iteration 7, epoch 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void gammasOutOfRange(double gamma) {
    assertRefused(() -> new Bop(0.1, gamma), "gamma", "" + gamma);
    Bop late = new Bop().gamma(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.1, 2, gamma)));
    assertRefused(() -> late.gamma(7, 2), "gamma", "" + gamma, "iteration 7, epoch 2");
  }

  private static void assertRefused(Runnable call, String... parts) {
    String message = assertThrows(DL4JInvalidConfigException.class, call::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }
}
