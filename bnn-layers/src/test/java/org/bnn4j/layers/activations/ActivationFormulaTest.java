package org.bnn4j.layers.activations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.quantizers.PseudoGradients;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The activations against their formulas, alone and in layers. */
class ActivationFormulaTest {

  private static final DataType[] TYPES = {DataType.FLOAT, DataType.DOUBLE};

  /**
   * An activation.
   *
   * @param inference its formula at inference
   * @param window where the gradient passes
   */
  private record Case(
      IActivation activation, DoubleUnaryOperator inference, DoubleUnaryOperator window) {

    double[] inputs() {
      // The edges are those of a case for which 1, the thresholds and the halves are edges.
      return new PseudoGradients.Case(
              null, null, 1, 0.612, 0.25, 0.5, 1 / 6.0, 5 / 6.0, 1.5 / 7, 127.5 / 255)
          .grid();
    }

    @Override
    public String toString() {
      return activation.toString();
    }
  }

  static Stream<Case> cases() {
    DoubleUnaryOperator unit = x -> x >= -1 && x <= 1 ? 1 : 0;
    Stream<Case> fixed =
        Stream.of(
            new Case(new SignSTE(), x -> x > 0 ? 1 : -1, unit),
            new Case(new StochasticSign(), x -> x > 0 ? 1 : -1, unit),
            new Case(new TernarySTE(), x -> ternary(0.612f, x), unit),
            new Case(new TernarySTE(0.25), x -> ternary(0.25f, x), unit));
    Stream<Case> bits =
        Stream.of(1, 2, 3, 8)
            .map(
                k ->
                    new Case(
                        new DoReFaActivation(k),
                        x -> doReFa(k, (float) x),
                        x -> x >= 0 && x <= 1 ? 1 : 0));
    return Stream.concat(fixed, bits);
  }

  private static double ternary(float threshold, double x) {
    return x > threshold ? 1 : x < -threshold ? -1 : 0;
  }

  /** In single precision, by comparing with the halves between the levels. */
  private static double doReFa(int bits, float x) {
    float last = (float) Math.pow(2, bits) - 1;
    float scaled = (x > 1 ? 1 : x) * last;
    int level = 0;
    while (level < last && (scaled > level + 0.5f || scaled == level + 0.5f && level % 2 == 1)) {
      level++;
    }
    return level / last;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAtInference(Case c) {
    for (DataType type : TYPES) {
      INDArray x = Nd4j.createFromArray(c.inputs()).castTo(type);
      double[] values = x.data().asDouble();
      double[] expected = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        expected[i] = c.inference.applyAsDouble(values[i]);
      }
      assertSame(x, c.activation.getActivation(x, false), "in place");
      assertArrayEquals(expected, x.data().asDouble());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backward(Case c) {
    for (DataType type : TYPES) {
      INDArray x = Nd4j.createFromArray(c.inputs()).castTo(type);
      INDArray epsilon = Nets.uniform(type, 6, x.shape());
      double[] values = x.data().asDouble();
      double[] expected = epsilon.data().asDouble();
      for (int i = 0; i < values.length; i++) {
        expected[i] *= c.window.applyAsDouble(values[i]);
      }
      INDArray before = epsilon.dup();
      var result = c.activation.backprop(x, epsilon);
      assertArrayEquals(expected, result.getFirst().data().asDouble(), 0.0);
      assertNull(result.getSecond());
      assertEquals(before, epsilon, "epsilon is read only");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyShapeAndOrder(Case c) {
    for (DataType type : TYPES) {
      INDArray x = Nets.uniform(type, 1, 2, 5, 3, 4).muli(1.5).permute(0, 2, 3, 1);
      INDArray epsilon = Nets.uniform(type, 2, 2, 3, 4, 5);
      INDArray forward = c.activation.getActivation(x.dup('c'), false);
      INDArray backward = c.activation.backprop(x.dup('c'), epsilon).getFirst();
      assertEquals(backward, c.activation.backprop(x.dup('f'), epsilon).getFirst());
      assertEquals(forward, c.activation.getActivation(x.dup('f'), false));
      INDArray permuted = x.dup();
      assertEquals(backward, c.activation.backprop(permuted, epsilon.dup('f')).getFirst());
      assertEquals(forward, c.activation.getActivation(x, false));
      INDArray other = Nets.uniform(type, 2, 2, 3, 4, 6);
      assertThrows(IllegalStateException.class, () -> c.activation.backprop(x, other));
    }
  }

  static List<PseudoGradients.Case> gradients() {
    return PseudoGradients.all();
  }

  /** The epsilon that a squared loss sends back through an activation layer. */
  @ParameterizedTest
  @MethodSource("gradients")
  void pseudoGradientsInAnActivationLayer(PseudoGradients.Case c) {
    for (DataType type : TYPES) {
      var net = Nets.net(type, new ActivationLayer(new SignSTE(c.gradient())), Nets.squaredLoss());
      INDArray x = c.grid(type).reshape(1, -1);
      INDArray epsilon = new SignSTE().getActivation(x.dup(), false).muli(2.0 / x.length());
      double[] expected = c.expected(x, epsilon);
      INDArray labels = Nd4j.zeros(type, x.shape());
      INDArray actual = net.calculateGradients(x.dup(), labels, null, null).getSecond();
      double[] values = actual.dup('c').data().asDouble();
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], values[i], 1e-7 * Math.max(1, Math.abs(expected[i])));
      }
    }
  }

  /** As the activation of a layer they do what they do in a layer of their own. */
  @ParameterizedTest
  @MethodSource("gradients")
  void pseudoGradientsAsALayersActivation(PseudoGradients.Case c) {
    SignSTE sign = new SignSTE(c.gradient());
    BinaryDense.Builder within = new BinaryDense.Builder().nIn(4).nOut(6);
    MultiLayerNetwork net = net(within.activation(sign).build(), null);
    MultiLayerNetwork twin = net(new BinaryDense.Builder().nIn(4).nOut(6).build(), sign);
    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 5, 4).muli(0.5);
    INDArray labels = Nets.uniform(DataType.DOUBLE, 2, 5, 3);
    assertEquals(twin.output(x), net.output(x));
    var expected = twin.calculateGradients(x, labels, null, null);
    var actual = net.calculateGradients(x, labels, null, null);
    assertTrue(expected.getSecond().amaxNumber().doubleValue() > 0, "some gradient passes");
    assertEquals(expected.getSecond(), actual.getSecond());
    assertEquals(expected.getFirst().gradient(), actual.getFirst().gradient());
  }

  private static MultiLayerNetwork net(FeedForwardLayer first, IActivation second) {
    DenseLayer last = new DenseLayer.Builder().nIn(6).nOut(3).build();
    return second == null
        ? Nets.net(DataType.DOUBLE, first, last, Nets.squaredLoss())
        : Nets.net(DataType.DOUBLE, first, new ActivationLayer(second), last, Nets.squaredLoss());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void levelsOfDoReFaAreEvenlySpacedFromZeroToOne(int bits) {
    INDArray x = Nd4j.linspace(-0.5, 1.5, 4001, DataType.FLOAT);
    DoReFaActivation activation = new DoReFaActivation(bits);
    double[] levels = activation.getActivation(x, true).data().asDouble();
    double[] distinct = Stream.of(levels).flatMapToDouble(Arrays::stream).distinct().toArray();
    assertEquals(1 << bits, distinct.length);
    assertEquals(distinct.length - 1, activation.lastLevel());
    for (int i = 0; i < distinct.length; i++) {
      assertEquals((double) i / activation.lastLevel(), distinct[i], 1e-7);
    }
  }

  @Test
  void argumentsOutOfRange() {
    for (int bits : new int[] {-1, 0, 9, 32}) {
      assertMessage(() -> new DoReFaActivation(bits), "bits must be 1 to 8", "got " + bits);
    }
    for (double threshold : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertMessage(() -> new TernarySTE(threshold), "threshold", "above 0", "got " + threshold);
    }
    assertEquals(
        "gradient", assertThrows(NullPointerException.class, () -> new SignSTE(null)).getMessage());
  }

  private static void assertMessage(Runnable call, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }

  @Test
  void equalityFollowsTheArguments() {
    List<IActivation> all = cases().map(Case::activation).toList();
    assertEquals(all, cases().map(Case::activation).toList());
    assertEquals(all.size(), all.stream().distinct().count());
    assertEquals(all.size(), all.stream().map(Object::toString).distinct().count());
    assertEquals(all.hashCode(), cases().map(Case::activation).toList().hashCode());
    assertEquals(10, gradients().stream().map(c -> new SignSTE(c.gradient())).distinct().count());
    assertEquals("signSTE", new SignSTE().toString());
  }
}
