package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ConvRefusalsTest {

  private static void assertRefused(
      Class<? extends DL4JException> type, Executable call, String... parts) {
    String message = assertThrows(type, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }

  private static BinaryConv2D.Builder conv() {
    return new BinaryConv2D.Builder(3).nIn(4).nOut(5).name("c");
  }

  private static void assertInputRefused(
      BinaryConv2D.Builder builder, long[] shape, String... parts) {
    MultiLayerNetwork net = Nets.net(DataType.FLOAT, builder.build());
    assertRefused(
        DL4JInvalidInputException.class,
        () -> net.output(Nd4j.zeros(DataType.FLOAT, shape)),
        parts);
  }

  @Test
  void inputs() {
    String[] layer = {"[5, 4, 3, 3]", "layer name: c", "layer index: 0"};
    assertInputRefused(conv(), new long[] {2, 4}, layer);
    assertInputRefused(conv(), new long[] {2, 4}, "rank 2", "[2, 4]");
    assertInputRefused(conv(), new long[] {2, 3, 6, 6}, layer);
    assertInputRefused(conv(), new long[] {2, 3, 6, 6}, "[2, 3, 6, 6]", "4 channels");
    assertInputRefused(conv(), new long[] {2, 6, 6, 4}, "NHWC");
    assertInputRefused(conv().dataFormat(CNN2DFormat.NHWC), new long[] {2, 4, 6, 6}, "NCHW");
    assertInputRefused(conv(), new long[] {2, 4, 6, 2}, layer);
    assertInputRefused(conv(), new long[] {2, 4, 6, 2}, "width 2", "[2, 4, 6, 2]");
    assertInputRefused(conv().dilation(3), new long[] {2, 4, 6, 7}, "height 6", "over 7");
    BinaryConv2D.Builder strict = conv().stride(2).convolutionMode(ConvolutionMode.Strict);
    assertInputRefused(strict, new long[] {2, 4, 6, 7}, "Strict", "height 6", "stride 2");
  }

  @Test
  void settingsOutOfRange() {
    assertSettingRefused(conv().padValue(2), "padValue", "2");
    assertSettingRefused(conv().clip(Double.NaN), "clip", "NaN");
    assertSettingRefused(conv().kernelSize(3, 3, 3), "kernelSize", "[3, 3, 3]");
    assertSettingRefused(conv().kernelSize(0), "kernelSize", "[0]");
    assertSettingRefused(conv().stride(1, 0), "stride", "[1, 0]");
    assertSettingRefused(conv().padding(-1), "padding", "[-1]");
    assertSettingRefused(conv().dilation(0), "dilation", "[0]");
    assertSettingRefused(conv().convolutionMode(ConvolutionMode.Causal), "Causal");
    assertSettingRefused(conv().convolutionMode(ConvolutionMode.Same).padding(1), "Same", "[1, 1]");
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> new BinarySeparableConv2D.Builder(3).name("s").depthMultiplier(0).build(),
        "depthMultiplier",
        "layer name: s");
  }

  private static void assertSettingRefused(BinaryConv2D.Builder builder, String... parts) {
    assertRefused(DL4JInvalidConfigException.class, builder::build, parts);
    assertRefused(DL4JInvalidConfigException.class, builder::build, "layer name: c");
  }

  @Test
  void modesOfTheNetwork() {
    for (ConvolutionMode mode :
        new ConvolutionMode[] {ConvolutionMode.Causal, ConvolutionMode.Same}) {
      var conf =
          new NeuralNetConfiguration.Builder()
              .convolutionMode(mode)
              .list()
              .layer(conv().padding(1).build())
              .build();
      assertRefused(
          DL4JInvalidConfigException.class,
          () -> new MultiLayerNetwork(conf).init(),
          mode.toString(),
          "layer name: c");
    }
  }

  @Test
  void inputTypes() {
    BinaryConv2D layer = conv().convolutionMode(ConvolutionMode.Truncate).build();
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> layer.getOutputType(2, InputType.feedForward(4)),
        "layer index: 2",
        "layer name: c");
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> layer.getOutputType(2, InputType.convolutional(2, 9, 4)),
        "height 2",
        "layer index: 2",
        "layer name: c");
  }

  @Test
  void sizesAndTypesThatDoNotTrain() {
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> Nets.net(DataType.FLOAT, new TernaryConv2D.Builder(3).nIn(4).name("t").build()),
        "TernaryConv2D",
        "name=t",
        "nOut=0");
    assertRefused(
        DL4JInvalidConfigException.class,
        () -> Nets.net(DataType.FLOAT16, conv().build()),
        "BinaryConv2D",
        "HALF");
    assertRefused(
        DL4JInvalidConfigException.class,
        () ->
            Nets.net(
                DataType.FLOAT,
                new BinaryDepthwiseConv2D.Builder(3).nIn(4).nOut(5).name("d").build()),
        "name=d",
        "4 * 1",
        "nOut=5");
  }
}
