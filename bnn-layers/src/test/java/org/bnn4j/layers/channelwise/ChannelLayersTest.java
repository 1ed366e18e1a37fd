package org.bnn4j.layers.channelwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.RoundTrips;
import org.bnn4j.layers.quantizers.ApproxSign;
import org.bnn4j.layers.quantizers.PseudoGradient;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** {@link RSign} and {@link RPReLU}. */
class ChannelLayersTest {

  private static final DataType DOUBLE = DataType.DOUBLE;

  /** Inputs of every kind, and networks of one layer that read them. */
  private record Case(InputType type, Layer loss, long... shape) {

    MultiLayerNetwork net(Layer layer) {
      MultiLayerNetwork net =
          new MultiLayerNetwork(
              new NeuralNetConfiguration.Builder()
                  .dataType(DOUBLE)
                  .updater(new NoOp())
                  .list(layer, loss)
                  .setInputType(type)
                  .build());
      net.init();
      return net;
    }

    /** The channel of a value by its place in 'c' order. */
    int channel(int place) {
      boolean last =
          shape.length == 2
              || type instanceof InputType.InputTypeConvolutional images
                  && images.getFormat() == CNN2DFormat.NHWC;
      int inner = 1;
      for (int d = 2; d < shape.length && !last; d++) {
        inner *= (int) shape[d];
      }
      return place / inner % 3;
    }
  }

  static List<Case> cases() {
    CnnLossLayer.Builder images =
        new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY);
    return List.of(
        new Case(InputType.feedForward(3), Nets.squaredLoss(), 4, 3),
        new Case(
            InputType.recurrent(3, 5),
            new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build(),
            2,
            3,
            5),
        new Case(InputType.convolutional(2, 4, 3), images.build(), 2, 3, 2, 4),
        new Case(
            InputType.convolutional(2, 4, 3, CNN2DFormat.NHWC),
            images.format(CNN2DFormat.NHWC).build(),
            2,
            2,
            4,
            3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rectifierIsTheFormula(Case at) {
    MultiLayerNetwork net = at.net(new RPReLU.Builder().build());
    double[] shiftIn = {0.1, -0.2, 0};
    double[] slope = {0.25, -0.5, 2};
    double[] shiftOut = {1, 0, -3};
    assertArrayEquals(
        new double[] {0, 0, 0, 0.25, 0.25, 0.25, 0, 0, 0}, net.params().toDoubleVector());
    set(net, RPReLU.SHIFT_IN, shiftIn);
    set(net, RPReLU.SLOPE, slope);
    set(net, RPReLU.SHIFT_OUT, shiftOut);
    INDArray x = Nets.uniform(DOUBLE, 1, at.shape());
    double[] expected = values(x);
    for (int i = 0; i < expected.length; i++) {
      int c = at.channel(i);
      double u = expected[i] - shiftIn[c];
      expected[i] = (u > 0 ? u : slope[c] * u) + shiftOut[c];
    }
    assertArrayEquals(expected, values(net.output(x.dup())), 1e-12);
    INDArray epsilon = Nets.uniform(DOUBLE, 3, at.shape());
    double[] outer = values(epsilon);
    double[][] expectedGradients = new double[3][3];
    for (int i = 0; i < outer.length; i++) {
      int c = at.channel(i);
      double u = values(x)[i] - shiftIn[c];
      expectedGradients[1][c] += outer[i] * Math.min(u, 0);
      expectedGradients[2][c] += outer[i];
      outer[i] *= u > 0 ? 1 : slope[c];
      expectedGradients[0][c] -= outer[i];
    }
    var result = backpropagate(net, x, epsilon);
    assertArrayEquals(outer, values(result.getSecond()), 1e-12);
    List<String> keys = List.of(RPReLU.SHIFT_IN, RPReLU.SLOPE, RPReLU.SHIFT_OUT);
    for (int key = 0; key < keys.size(); key++) {
      INDArray actual = result.getFirst().getGradientFor(keys.get(key));
      assertArrayEquals(expectedGradients[key], values(actual), 1e-12, keys.get(key));
    }
  }

  private static Pair<Gradient, INDArray> backpropagate(
      MultiLayerNetwork net, INDArray x, INDArray epsilon) {
    net.initGradientsView();
    net.setInput(x);
    net.feedForward(true, false);
    return net.getLayer(0).backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces());
  }

  private static void set(MultiLayerNetwork net, String key, double... values) {
    net.getParam("0_" + key).assign(Nd4j.createFromArray(values).reshape(1, values.length));
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shiftedSignIsTheFormula(Case at) {
    for (PseudoGradient gradient : List.of(new StraightThrough(), new ApproxSign())) {
      MultiLayerNetwork net = at.net(new RSign.Builder().gradient(gradient).build());
      double[] shift = {0.3, -0.4, 0};
      set(net, RSign.SHIFT, shift);
      INDArray x = Nets.uniform(DOUBLE, 1, at.shape()).muli(2);
      double[] input = values(x);
      double[] expected = new double[input.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = input[i] - shift[at.channel(i)] > 0 ? 1 : -1;
      }
      assertArrayEquals(expected, values(net.output(x.dup())));
      INDArray epsilon = Nets.uniform(DOUBLE, 3, at.shape());
      var result = backpropagate(net, x, epsilon);
      double[] shiftGradient = new double[3];
      double[] outer = values(epsilon);
      for (int i = 0; i < outer.length; i++) {
        outer[i] *= gradient.at(input[i] - shift[at.channel(i)]);
        shiftGradient[at.channel(i)] -= outer[i];
      }
      assertArrayEquals(outer, values(result.getSecond()), 1e-12);
      INDArray actual = result.getFirst().getGradientFor(RSign.SHIFT);
      assertArrayEquals(shiftGradient, values(actual), 1e-12);
    }
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new RSign.Builder().nIn(4).gradient(new ApproxSign()).name("sign").build(),
        new RSign.Builder().nIn(4).dataFormat(CNN2DFormat.NHWC).build(),
        new RPReLU.Builder().nIn(4).slope(0.5).build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void survivesEveryForm(Layer layer, @TempDir Path folder) throws IOException {
    MultiLayerConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.1))
            .list(layer, new BinaryDense.Builder().nIn(4).nOut(2).build(), Nets.squaredLoss())
            .build();
    RoundTrips.assertTextKeeps(conf, layer);
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 6, 4);
    RoundTrips.assertZipContinues(net, x, Nets.uniform(DataType.FLOAT, 2, 6, 2), folder);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void shiftsAreTrained(DataType type) {
    MultiLayerNetwork net =
        Nets.net(
            type, new RSign.Builder().nIn(2).updater(new Adam(0.05)).build(), Nets.squaredLoss());
    INDArray x = Nd4j.createFromArray(new double[][] {{0.3, 0.9}, {0.8, 0.4}}).castTo(type);
    INDArray labels = Nd4j.createFromArray(new double[][] {{-1, 1}, {1, -1}}).castTo(type);
    double before = net.score(new DataSet(x, labels));
    for (int step = 0; step < 100; step++) {
      net.fit(x, labels);
    }
    assertTrue(before > 1, "signs of positive numbers are all +1 at first");
    assertEquals(labels, net.output(x.dup()));
  }

  @Test
  void refusals() {
    var slope = new RPReLU.Builder().name("act").slope(Double.NaN);
    var message = assertThrows(DL4JInvalidConfigException.class, slope::build).getMessage();
    assertEquals("slope must be finite, got NaN (layer name: act)", message);
    Layer layer = new RSign.Builder().nIn(3).build();
    MultiLayerNetwork net = Nets.net(DOUBLE, layer, Nets.squaredLoss());
    INDArray x = Nd4j.zeros(DOUBLE, 2, 4);
    String input = assertThrows(DL4JInvalidInputException.class, () -> net.output(x)).getMessage();
    assertTrue(input.contains("[2, 4]") && input.contains("3 channels"), input);
  }
}
