package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A quantized layer does what a plain one with the quantized weights does. */
class TwinTest {

  private static final double TOLERANCE = 1e-9;

  private record Twins(QuantizedDense layer, DenseLayer plain) {}

  static List<Twins> twins() {
    List<Twins> twins = new ArrayList<>();
    for (boolean hasBias : new boolean[] {false, true}) {
      for (Activation activation : new Activation[] {Activation.IDENTITY, Activation.TANH}) {
        for (TripledInput dropout : new TripledInput[] {null, new TripledInput()}) {
          DenseLayer plain =
              new DenseLayer.Builder()
                  .nIn(7)
                  .nOut(5)
                  .hasBias(hasBias)
                  .activation(activation)
                  .dropOut(dropout)
                  .build();
          for (QuantizedDense.Builder<?> builder : builders()) {
            builder.nIn(7).nOut(5).hasBias(hasBias).activation(activation).dropOut(dropout);
            twins.add(new Twins(builder.build(), plain));
          }
        }
      }
    }
    return twins;
  }

  private static List<QuantizedDense.Builder<?>> builders() {
    return List.of(
        new BinaryDense.Builder(),
        new TernaryDense.Builder(),
        new TernaryDense.Builder().quantizer(new TernaryQuantizer().perOutput(true)),
        new TernaryDense.Builder()
            .quantizer(new TernaryQuantizer().fixedThreshold(0.2).scaled(false)));
  }

  private static MultiLayerNetwork surround(FeedForwardLayer middle) {
    return Nets.net(
        DataType.DOUBLE,
        new DenseLayer.Builder().nIn(4).nOut(7).activation(Activation.TANH).build(),
        middle,
        new DenseLayer.Builder().nIn(5).nOut(3).activation(Activation.IDENTITY).build(),
        Nets.softmax());
  }

  @ParameterizedTest
  @MethodSource("twins")
  void equalThePlainTwin(Twins twins) {
    MultiLayerNetwork net = surround(twins.layer);
    MultiLayerNetwork twin = surround(twins.plain);
    if (twins.layer.hasBias()) {
      net.getParam("1_b").assign(Nets.uniform(DataType.DOUBLE, 3, 5));
    }
    twin.setParams(net.params());
    twin.getParam("1_W").assign(effective(net.getParam("1_W"), twins.layer.quantizer()));

    INDArray x = Nets.uniform(DataType.DOUBLE, 1, 6, 4);
    INDArray labels = Nets.oneHot(DataType.DOUBLE, 3, 0, 1, 2, 2, 1, 0);
    assertClose("output", twin.output(x), net.output(x));
    var expected = twin.calculateGradients(x, labels, null, null);
    var actual = net.calculateGradients(x, labels, null, null);
    assertEquals(twin.score(), net.score(), TOLERANCE);
    assertClose("input epsilon", expected.getSecond(), actual.getSecond());
    var gradients = expected.getFirst().gradientForVariable();
    assertEquals(gradients.keySet(), actual.getFirst().gradientForVariable().keySet());
    gradients.forEach(
        (key, value) -> assertClose(key, value, actual.getFirst().getGradientFor(key)));
  }

  /** Levels times scales, in the layer's shape [nIn, nOut]. */
  private static INDArray effective(INDArray weights, WeightQuantizer quantizer) {
    INDArray levels = Nd4j.create(DataType.DOUBLE, weights.columns(), weights.rows());
    INDArray scales = Nd4j.create(DataType.DOUBLE, weights.columns());
    quantizer.quantize(weights.transpose(), levels);
    quantizer.scales(weights.transpose(), levels, scales);
    return levels.muliColumnVector(scales).transpose();
  }

  private static void assertClose(String what, INDArray expected, INDArray actual) {
    assertTrue(expected.amaxNumber().doubleValue() > 1e-3, what + " should not be all zero");
    assertTrue(
        expected.sub(actual).amaxNumber().doubleValue() <= TOLERANCE,
        () -> what + ": expected " + expected + " but got " + actual);
  }
}
