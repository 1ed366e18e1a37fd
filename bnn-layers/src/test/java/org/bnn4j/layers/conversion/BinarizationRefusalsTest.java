package org.bnn4j.layers.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class BinarizationRefusalsTest {

  /** Somebody's own layer, which might compute anything. */
  private static final class Doubled extends DenseLayer {
    private static final long serialVersionUID = 1L;
  }

  private static MultiLayerNetwork net(Layer... hidden) {
    Layer[] layers = new Layer[hidden.length + 2];
    System.arraycopy(hidden, 0, layers, 0, hidden.length);
    layers[hidden.length] = FloatNets.dense("last", 3);
    layers[hidden.length + 1] = FloatNets.softmax();
    return FloatNets.net(DataType.FLOAT, InputType.feedForward(4), layers);
  }

  private static String refused(MultiLayerNetwork net, String layer) {
    return assertThrows(DL4JInvalidConfigException.class, () -> Binarization.of(net).binary(layer))
        .getMessage();
  }

  private static String obstacle(Layer layer, WeightPrecision precision) {
    return Counterparts.obstacle(layer, precision).orElseThrow();
  }

  private static String obstacle(Layer layer) {
    return obstacle(layer, WeightPrecision.BINARY);
  }

  @Test
  void namesThatDoNotExist() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Binarization.of(net(FloatNets.dense("first", 4))).sign("first", "frist"))
            .getMessage();
    assertEquals(
        "no layer is named 'frist': the network has the layers 0 'first', 1 'last', 2 'loss'",
        message);
  }

  @Test
  void namesThatSeveralLayersHave() {
    MultiLayerNetwork net =
        net(FloatNets.dense("twin", 4), FloatNets.relu("relu"), FloatNets.dense("twin", 4));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Binarization.of(net).binary("twin"))
            .getMessage();
    assertEquals("2 layers are named 'twin', with the indices [0, 2]: name them by index", message);
    Layer second = Binarization.of(net).binary(2).convert().getLayer(2).conf().getLayer();
    assertEquals(BinaryDense.class, second.getClass());
  }

  @Test
  void indicesThatDoNotExist() {
    Binarization<MultiLayerNetwork> net = Binarization.of(net());
    for (int index : new int[] {-1, 2}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> net.ternary(index)).getMessage();
      assertEquals(
          "there is no layer " + index + ": the network has the layers 0 'last', 1 'loss'",
          message);
    }
  }

  @Test
  void indicesOfAGraph() {
    ComputationGraph graph =
        FloatNets.graph(
            DataType.FLOAT,
            InputType.feedForward(4),
            builder ->
                builder
                    .addLayer("dense", FloatNets.dense("dense", 3), "in")
                    .addLayer("out", FloatNets.softmax(), "dense")
                    .setOutputs("out"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Binarization.of(graph).sign(0))
            .getMessage();
    assertEquals(
        "layers of a graph have names, not indices, got 0: the network has the layers 'dense',"
            + " 'out'",
        message);
    message =
        assertThrows(IllegalArgumentException.class, () -> Binarization.of(graph).binary("in"))
            .getMessage();
    assertTrue(message.startsWith("no layer is named 'in'"), message);
  }

  @Test
  void layersThatAreQuantizedAlready() {
    MultiLayerNetwork net = net(new BinaryDense.Builder().nOut(4).name("bits").build());
    assertEquals("layer 0 'bits' (BinaryDense) is quantized already", refused(net, "bits"));
    MultiLayerNetwork signed = Binarization.of(net(FloatNets.relu("relu"))).sign("relu").convert();
    String message =
        assertThrows(DL4JInvalidConfigException.class, () -> Binarization.of(signed).sign("relu"))
            .getMessage();
    assertEquals("layer 0 'relu' (ActivationLayer) has the sign already", message);
  }

  @Test
  void outputLayers() {
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT,
            InputType.feedForward(4),
            FloatNets.dense("first", 4),
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .name("out")
                .build());
    String message = refused(net, "out");
    assertTrue(message.startsWith("layer 1 'out' (OutputLayer) cannot become binary: "), message);
    assertTrue(message.contains("DenseLayer, a BatchNormalization and a LossLayer"), message);
    message =
        assertThrows(DL4JInvalidConfigException.class, () -> Binarization.of(net).sign("out"))
            .getMessage();
    assertTrue(message.startsWith("layer 1 'out' (OutputLayer) has no activation that"), message);
  }

  @Test
  void otherKindsOfLayers() {
    for (Layer layer :
        new Layer[] {
          new LSTM.Builder().build(),
          new Convolution1DLayer.Builder(3).build(),
          new Convolution3D.Builder(3, 3, 3).build(),
          new Deconvolution2D.Builder(3, 3).build(),
          FloatNets.norm("norm"),
          FloatNets.relu("relu"),
          new Doubled()
        }) {
      String message = obstacle(layer);
      assertTrue(message.startsWith("cannot become binary: only DenseLayer, Conv"), message);
    }
    assertTrue(obstacle(new RnnOutputLayer.Builder().build()).contains("loss"));
    assertTrue(Signs.obstacle(new LSTM.Builder().build()).isPresent());
    assertTrue(Signs.obstacle(FloatNets.norm("norm")).isPresent());
  }

  @Test
  void settingsThatWouldBeLost() {
    assertEquals(
        "cannot become ternary: its layer normalization would be lost",
        obstacle(new DenseLayer.Builder().hasLayerNorm(true).build(), WeightPrecision.TERNARY));
    ConvolutionLayer causal = new ConvolutionLayer.Builder(2, 2).build();
    causal.setConvolutionMode(ConvolutionMode.Causal);
    assertEquals(
        "cannot become binary: its convolutionMode Causal is for sequences, not for images",
        obstacle(causal));
    assertEquals(
        "cannot become binary: its weight noise, DropConnect, would go before the quantizer, which"
            + " makes something else of it",
        obstacle(new DenseLayer.Builder().weightNoise(new DropConnect(0.5)).build()));
    for (Layer layer :
        new Layer[] {
          new DepthwiseConvolution2D.Builder(2, 2).build(),
          new SeparableConvolution2D.Builder(2, 2).build()
        }) {
      assertTrue(Counterparts.obstacle(layer, WeightPrecision.BINARY).isEmpty());
      assertEquals(
          "cannot become ternary: convolutions of single channels have binary counterparts only",
          obstacle(layer, WeightPrecision.TERNARY));
    }
  }

  @Test
  void bothBinaryAndTernary() {
    Binarization<MultiLayerNetwork> binary =
        Binarization.of(net(FloatNets.dense("first", 4))).binary("first");
    String message =
        assertThrows(DL4JInvalidConfigException.class, () -> binary.ternary("first")).getMessage();
    assertEquals("layer 0 'first' (DenseLayer) cannot become both binary and ternary", message);
    binary.binary("first");
  }

  @Test
  void nothingBetweenFirstAndLast() {
    String message =
        assertThrows(
                DL4JInvalidConfigException.class,
                () -> Binarization.of(net(FloatNets.dense("first", 4))).binaryInner())
            .getMessage();
    assertEquals(
        "between the first and the last layer with weights, no further one can become binary",
        message);
    MultiLayerNetwork noisy =
        net(
            FloatNets.dense("first", 4),
            new DenseLayer.Builder().nOut(4).weightNoise(new DropConnect(0.5)).name("n").build());
    message =
        assertThrows(DL4JInvalidConfigException.class, () -> Binarization.of(noisy).ternaryInner())
            .getMessage();
    assertTrue(message.endsWith("ternary: layer 1 'n' (DenseLayer) " + obstacleOf(noisy)), message);
  }

  @Test
  void innerLayersThatCannotBeConvertedAreLeft() {
    DenseLayer noisy =
        new DenseLayer.Builder().nOut(4).weightNoise(new DropConnect(0.5)).name("noisy").build();
    MultiLayerNetwork net = net(FloatNets.dense("first", 4), noisy, FloatNets.dense("third", 4));
    MultiLayerNetwork binary = Binarization.of(net).binaryInner().convert();
    assertEquals(DenseLayer.class, binary.getLayer(1).conf().getLayer().getClass());
    assertEquals(BinaryDense.class, binary.getLayer(2).conf().getLayer().getClass());
  }

  private static String obstacleOf(MultiLayerNetwork net) {
    return obstacle(net.getLayer(1).conf().getLayer(), WeightPrecision.TERNARY);
  }

  @Test
  void weightsThatAreNotNumbers() {
    MultiLayerNetwork net = net(FloatNets.dense("first", 4));
    net.getParam("0_W").putScalar(1, 1, Float.NaN);
    String message =
        assertThrows(
                DL4JInvalidConfigException.class,
                () -> Binarization.of(net).binary("first").convert())
            .getMessage();
    assertEquals("layer 0 'first' (DenseLayer) has weights 'W' that are NaN or infinite", message);
  }

  @Test
  void wrongUse() {
    MultiLayerNetwork net = net();
    MultiLayerNetwork raw = new MultiLayerNetwork(net.getLayerWiseConfigurations());
    assertTrue(
        assertThrows(IllegalStateException.class, () -> Binarization.of(raw))
            .getMessage()
            .contains("init()"));
    String nothing =
        assertThrows(IllegalStateException.class, () -> Binarization.of(net).convert())
            .getMessage();
    assertTrue(nothing.endsWith("0 'last', 1 'loss'"), nothing);
    for (double mean : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Binarization.of(net).latentMean(mean))
              .getMessage();
      assertEquals("latentMean must be finite and above 0, got " + mean, message);
    }
  }

  @Test
  void networksOfHalfPrecision() {
    MultiLayerNetwork net =
        FloatNets.net(
            DataType.FLOAT16,
            InputType.feedForward(4),
            FloatNets.dense("first", 4),
            FloatNets.softmax());
    String message =
        assertThrows(
                DL4JInvalidConfigException.class,
                () -> Binarization.of(net).binary("first").convert())
            .getMessage();
    assertTrue(message.toLowerCase(Locale.ROOT).contains("float or double"), message);
  }
}
