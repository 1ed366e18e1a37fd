package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.TernaryQuantizer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** JSON that was written when binary layers had one quantizer and the sign one gradient. */
class OlderConfigurationTest {

  private static String json() throws IOException {
    String name = "before-quantizers-were-chosen.json";
    try (InputStream in = OlderConfigurationTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The configuration that was written, as it is built today. */
  private static MultiLayerConfiguration today() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Sgd(0.1))
        .list()
        .layer(new BinaryConv2D.Builder(2).nOut(3).build())
        .layer(new BinaryDepthwiseConv2D.Builder(2).build())
        .layer(new BinarySeparableConv2D.Builder(2).nOut(4).build())
        .layer(new TernaryConv2D.Builder(2).nOut(2).thresholdFactor(0.6).build())
        .layer(new ActivationLayer(new SignSTE()))
        .layer(new BinaryDense.Builder().nOut(6).build())
        .layer(new TernaryDense.Builder().nOut(3).fixedThreshold(0.2).scaled(false).build())
        .layer(Nets.squaredLoss())
        .setInputType(InputType.convolutional(7, 7, 2))
        .build();
  }

  @Test
  void namesNoQuantizerForBinaryLayersAndNoGradient() throws IOException {
    assertFalse(json().contains("SignQuantizer"));
    assertFalse(json().contains("StraightThrough"));
  }

  @Test
  void readsAsTheDefaults() throws IOException {
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(json());
    MultiLayerConfiguration today = today();
    for (int i = 0; i < 8; i++) {
      assertEquals(today.getConf(i).getLayer(), read.getConf(i).getLayer(), "layer " + i);
    }
    assertEquals(today.toJson(), read.toJson());
    for (int i : List.of(0, 1, 2)) {
      QuantizedConv2D layer = (QuantizedConv2D) read.getConf(i).getLayer();
      assertEquals(new SignQuantizer(StraightThrough.everywhere()), layer.quantizer());
    }
    BinaryDense dense = (BinaryDense) read.getConf(5).getLayer();
    assertEquals(new SignQuantizer(StraightThrough.everywhere()), dense.quantizer());
    TernaryDense ternary = (TernaryDense) read.getConf(6).getLayer();
    TernaryQuantizer expected = new TernaryQuantizer().fixedThreshold(0.2).scaled(false);
    assertEquals(expected, ternary.quantizer());
    ActivationLayer sign = (ActivationLayer) read.getConf(4).getLayer();
    assertEquals(new SignSTE(new StraightThrough(1)), sign.getActivationFn());
  }

  /** The numbers are those that the version which wrote the JSON computed. */
  @Test
  void computesWhatItDid() throws IOException {
    MultiLayerNetwork net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json()));
    net.init();
    float[] output = net.output(Nd4j.ones(DataType.FLOAT, 1, 2, 7, 7)).toFloatVector();
    assertArrayEquals(new float[] {8, 18, 6}, output);
    MultiLayerNetwork now = new MultiLayerNetwork(today());
    now.init();
    assertEquals(now.params(), net.params());
  }
}
