package org.bnn4j.layers.weightnoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** A layer with QuantizedWeights does what a plain one with the quantized weights does. */
class QuantizedWeightsTwinTest {

  private static final double TOLERANCE = 1e-9;

  /** A quantizer, and what it makes of one output's weights, worked out by hand. */
  private record Quantization(WeightQuantizer quantizer, UnaryOperator<double[]> byHand) {

    @Override
    public String toString() {
      return quantizer.getClass().getSimpleName();
    }
  }

  static List<Arguments> casesAndQuantizers() {
    List<Quantization> quantizations =
        List.of(
            new Quantization(new SignQuantizer(), QuantizedWeightsTwinTest::signs),
            new Quantization(
                new TernaryQuantizer().perOutput(true), QuantizedWeightsTwinTest::ternary),
            new Quantization(new TwoSigns(), QuantizedWeightsTwinTest::twoSigns));
    List<Arguments> all = new ArrayList<>();
    for (HookCases.Case one : HookCases.all()) {
      quantizations.forEach(quantization -> all.add(Arguments.of(one, quantization)));
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("casesAndQuantizers")
  void equalsThePlainTwin(HookCases.Case one, Quantization quantization) {
    MultiLayerNetwork net =
        one.net(DataType.DOUBLE, new QuantizedWeights(quantization.quantizer()));
    MultiLayerNetwork twin = one.net(DataType.DOUBLE, null);
    INDArray x = one.x(DataType.DOUBLE);
    INDArray labels = one.labels(net, x);
    for (int step = 0; step < 3; step++) {
      twin.setParams(net.params());
      int changed = quantize(one, twin, quantization.byHand());
      assertTrue(changed > 0, "something should be quantized");
      assertClose("output", twin.output(x), net.output(x));
      INDArray latents = net.params().dup();
      INDArray update = assertSameGradients(twin, net, x, labels);

      net.fit(x, labels);
      assertEquals(twin.score(), net.score(), TOLERANCE);
      // The latents move as the quantized weights of the twin do.
      assertClose("latents", latents.sub(update), net.params());
    }
  }

  /** Trains the twin by a step, and returns what that took from its parameters. */
  private static INDArray assertSameGradients(
      MultiLayerNetwork twin, MultiLayerNetwork net, INDArray x, INDArray labels) {
    var expected = twin.calculateGradients(x, labels, null, null);
    var actual = net.calculateGradients(x, labels, null, null);
    assertEquals(twin.score(), net.score(), TOLERANCE);
    assertClose("input epsilon", expected.getSecond(), actual.getSecond());
    Gradient gradients = expected.getFirst();
    gradients
        .gradientForVariable()
        .forEach((key, value) -> assertClose(key, value, actual.getFirst().getGradientFor(key)));
    INDArray before = twin.params().dup();
    twin.fit(x, labels);
    net.clearLayersStates();
    return before.subi(twin.params());
  }

  /** Quantizes a plain network's parameters, and returns how many are another now. */
  private static int quantize(
      HookCases.Case one, MultiLayerNetwork net, UnaryOperator<double[]> byHand) {
    int changed = 0;
    for (Map.Entry<String, INDArray> entry : net.paramTable().entrySet()) {
      String key = one.key(entry.getKey());
      if (key == null || !List.of("W", "RW", "pW").contains(key)) {
        continue;
      }
      INDArray parameter = entry.getValue();
      Map<Long, List<long[]>> byOutput = new HashMap<>();
      for (long i = 0; i < parameter.length(); i++) {
        long[] index = Shape.ind2subC(parameter.shape(), i);
        byOutput
            .computeIfAbsent(one.outputs().of(key, index), output -> new ArrayList<>())
            .add(index);
      }
      byOutput.remove(-1L);
      for (List<long[]> places : byOutput.values()) {
        double[] latents = places.stream().mapToDouble(parameter::getDouble).toArray();
        double[] quantized = byHand.apply(latents);
        for (int i = 0; i < quantized.length; i++) {
          changed += quantized[i] == latents[i] ? 0 : 1;
          parameter.putScalar(places.get(i), quantized[i]);
        }
      }
    }
    return changed;
  }

  private static double[] signs(double[] w) {
    return Arrays.stream(w).map(v -> v > 0 ? 1 : -1).toArray();
  }

  private static double[] ternary(double[] w) {
    double threshold = 0.7 * mean(w);
    double scale = mean(Arrays.stream(w).filter(v -> Math.abs(v) > threshold).toArray());
    return Arrays.stream(w)
        .map(v -> Math.abs(v) > threshold ? Math.signum(v) * scale : 0)
        .toArray();
  }

  private static double[] twoSigns(double[] w) {
    double[] sum = scaledSigns(w);
    double[] rest = w.clone();
    Arrays.setAll(rest, i -> w[i] - sum[i]);
    double[] second = scaledSigns(rest);
    Arrays.setAll(sum, i -> sum[i] + second[i]);
    return sum;
  }

  private static double[] scaledSigns(double[] w) {
    return Arrays.stream(signs(w)).map(sign -> sign * mean(w)).toArray();
  }

  private static double mean(double[] w) {
    return Arrays.stream(w).map(Math::abs).average().orElseThrow();
  }

  private static void assertClose(String what, INDArray expected, INDArray actual) {
    assertTrue(expected.amaxNumber().doubleValue() > 1e-6, what + " should not be all zero");
    assertTrue(
        expected.sub(actual).amaxNumber().doubleValue() <= TOLERANCE,
        () -> what + ": expected " + expected + " but got " + actual);
  }
}
