package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A quantized convolution does what DL4J's own with the quantized weights does. */
class ConvTwinTest {

  private static final int HEIGHT = 7;
  private static final int WIDTH = 10;
  private static final int[] CHANNELS = {1, 3, 31, 33};

  private record Kernel(int height, int width) {}

  private static final List<Kernel> SQUARES =
      Stream.of(1, 2, 3, 5).map(size -> new Kernel(size, size)).toList();
  private static final List<Kernel> OBLONGS =
      List.of(new Kernel(1, 3), new Kernel(3, 1), new Kernel(2, 3));

  private record Window(
      CNN2DFormat format,
      ConvolutionMode mode,
      Kernel kernel,
      int stride,
      int dilation,
      int padding) {

    boolean fits() {
      return fits(HEIGHT, kernel.height) && fits(WIDTH, kernel.width);
    }

    private boolean fits(int size, int kernel) {
      int room = size + 2 * padding - (kernel - 1) * dilation - 1;
      return switch (mode) {
        case Same -> padding == 0;
        case Strict -> room >= 0 && room % stride == 0;
        default -> room >= 0;
      };
    }
  }

  private record Case(Window window, DataType type, int channels, boolean hasBias) {

    InputType inputType() {
      return InputType.convolutional(HEIGHT, WIDTH, channels, window.format);
    }

    <T extends ConvolutionLayer.BaseConvBuilder<T>> T configure(T builder) {
      return builder
          .kernelSize(window.kernel.height, window.kernel.width)
          .stride(window.stride, window.stride)
          .padding(window.padding, window.padding)
          .dilation(window.dilation, window.dilation)
          .convolutionMode(window.mode)
          .hasBias(hasBias)
          .activation(Activation.IDENTITY);
    }
  }

  /** Every window there is; data types, channels and bias take turns. */
  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    addCases(cases, SQUARES, 1, 2);
    addCases(cases, OBLONGS, 2);
    return cases;
  }

  private static void addCases(List<Case> cases, List<Kernel> kernels, int... dilations) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      for (Kernel kernel : kernels) {
        for (int stride : new int[] {1, 2}) {
          for (int dilation : dilations) {
            for (int padding : new int[] {0, 1, 2}) {
              for (ConvolutionMode mode : ConvolutionMode.values()) {
                Window window = new Window(format, mode, kernel, stride, dilation, padding);
                if (mode != ConvolutionMode.Causal && window.fits()) {
                  int turn = cases.size();
                  DataType type = turn % 5 < 3 ? DataType.FLOAT : DataType.DOUBLE;
                  cases.add(new Case(window, type, CHANNELS[turn % 4], turn % 3 == 0));
                }
              }
            }
          }
        }
      }
    }
  }

  private static MultiLayerNetwork net(Case c, ConvolutionLayer conv) {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .dataType(c.type)
            .updater(new Sgd(0.1))
            .list()
            .layer(conv)
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nOut(3)
                    .activation(Activation.IDENTITY)
                    .build())
            .setInputType(c.inputType())
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void binary(Case c) {
    ConvolutionLayer plain = c.configure(new ConvolutionLayer.Builder()).nOut(5).build();
    assertTwins(c, c.configure(new BinaryConv2D.Builder()).nOut(5).build(), plain);
  }

  @ParameterizedTest
  @MethodSource("someCases")
  void ternary(Case c) {
    ConvolutionLayer plain = c.configure(new ConvolutionLayer.Builder()).nOut(4).build();
    TernaryConv2D.Builder builder = c.configure(new TernaryConv2D.Builder()).nOut(4);
    assertTwins(c, builder.quantizer(new TernaryQuantizer().perOutput(true)).build(), plain);
  }

  @ParameterizedTest
  @MethodSource("someCases")
  void depthwise(Case c) {
    DepthwiseConvolution2D plain =
        c.configure(new DepthwiseConvolution2D.Builder()).depthMultiplier(2).build();
    assertTwins(
        c, c.configure(new BinaryDepthwiseConv2D.Builder()).depthMultiplier(2).build(), plain);
  }

  /** A third of them, of every kind. */
  static List<Case> someCases() {
    List<Case> cases = cases();
    return IntStream.range(0, cases.size())
        .filter(i -> i % 3 == i / 3 % 3)
        .mapToObj(cases::get)
        .toList();
  }

  /** DL4J's separable convolution fails for images of one channel. */
  static List<Case> casesOfSeveralChannels() {
    return someCases().stream().filter(c -> c.channels > 1).toList();
  }

  @ParameterizedTest
  @MethodSource("casesOfSeveralChannels")
  void separable(Case c) {
    SeparableConvolution2D plain =
        c.configure(new SeparableConvolution2D.Builder()).depthMultiplier(2).nOut(5).build();
    BinarySeparableConv2D.Builder builder = c.configure(new BinarySeparableConv2D.Builder());
    assertTwins(c, builder.depthMultiplier(2).nOut(5).build(), plain);
  }

  private static void assertTwins(Case c, QuantizedConv2D layer, ConvolutionLayer plain) {
    MultiLayerNetwork net = net(c, layer);
    MultiLayerNetwork twin = net(c, plain);
    assertEquals(twin.params(), net.params(), "initialized alike");
    if (c.hasBias) {
      INDArray bias = net.getParam("0_b");
      bias.assign(Nets.uniform(c.type, 3, bias.length()));
    }
    twin.setParams(net.params());
    for (String key : layer.initializer().weightKeys(layer)) {
      INDArray weights = twin.getParam("0_" + key);
      weights.assign(effective(weights, layer.quantizer()));
    }
    INDArray x =
        c.window.format == CNN2DFormat.NCHW
            ? Nets.uniform(c.type, 1, 2, c.channels, HEIGHT, WIDTH)
            : Nets.uniform(c.type, 1, 2, HEIGHT, WIDTH, c.channels);
    INDArray labels = Nets.uniform(c.type, 2, 2, 3);
    double tolerance = c.type == DataType.DOUBLE ? 1e-12 : 1e-5;
    assertClose("activations", activations(twin, x), activations(net, x), tolerance);
    long[] shape = activations(net, x).shape();
    assertArrayEquals(
        layer.getOutputType(0, c.inputType()).getShape(),
        Arrays.copyOfRange(shape, 1, 4),
        "output type");
    var expected = twin.calculateGradients(x, labels, null, null);
    var actual = net.calculateGradients(x, labels, null, null);
    DataSet data = new DataSet(x, labels);
    assertEquals(1, twin.score(data) / net.score(data), tolerance);
    assertClose("input epsilon", expected.getSecond(), actual.getSecond(), tolerance);
    var gradients = expected.getFirst().gradientForVariable();
    assertEquals(gradients.keySet(), actual.getFirst().gradientForVariable().keySet());
    gradients.forEach(
        (key, value) -> assertClose(key, value, actual.getFirst().getGradientFor(key), tolerance));
  }

  private static INDArray activations(MultiLayerNetwork net, INDArray x) {
    return net.feedForwardToLayer(0, x).get(1);
  }

  /** Levels times scales, in the layer's shape; rows are outputs for those that scale at all. */
  private static INDArray effective(INDArray weights, WeightQuantizer quantizer) {
    long outputs = weights.size(0);
    INDArray rows = weights.reshape('c', outputs, weights.length() / outputs);
    INDArray levels = rows.ulike();
    INDArray scales = Nd4j.create(weights.dataType(), outputs);
    quantizer.quantize(rows, levels);
    quantizer.scales(rows, levels, scales);
    return levels.muliColumnVector(scales).reshape('c', weights.shape());
  }

  private static void assertClose(
      String what, INDArray expected, INDArray actual, double tolerance) {
    double largest = expected.amaxNumber().doubleValue();
    assertTrue(largest > 1e-3, what + " should not be all zero");
    double difference = expected.sub(actual).amaxNumber().doubleValue();
    assertTrue(
        difference <= tolerance * largest,
        () -> what + " differ by " + difference + " where the largest is " + largest);
  }
}
