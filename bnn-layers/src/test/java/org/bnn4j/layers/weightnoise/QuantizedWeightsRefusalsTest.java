package org.bnn4j.layers.weightnoise;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.Nets;
import org.bnn4j.layers.TestDense;
import org.bnn4j.layers.quantizers.MagnitudeAwareSignQuantizer;
import org.bnn4j.layers.quantizers.SignQuantizer;
import org.bnn4j.layers.quantizers.StraightThrough;
import org.bnn4j.layers.quantizers.TrainedTernaryQuantizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class QuantizedWeightsRefusalsTest {

  private static final QuantizedWeights NOISE = new QuantizedWeights();

  private static void assertRefused(Executable call, String... parts) {
    String message = assertThrows(DL4JInvalidConfigException.class, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' in: " + message);
    }
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nIn(4).nOut(4).build();
  }

  private static PReLULayer.Builder prelu() {
    return new PReLULayer.Builder().inputShape(4).name("p");
  }

  @Test
  @SuppressWarnings("deprecation") // What is deprecated is refused, too.
  void buildersOfLayersThatIgnoreIt() {
    assertRefused(
        () -> NOISE.on(new GravesBidirectionalLSTM.Builder().nOut(3).name("rnn")),
        "GravesBidirectionalLSTM does not take QuantizedWeights",
        "a Bidirectional layer around a GravesLSTM",
        "LSTM, ",
        "layer name: rnn");
    assertRefused(
        () -> NOISE.on(new Convolution1DLayer.Builder(3)), "ConvolutionLayer on images of width 1");
    assertRefused(() -> NOISE.on(prelu()), "PReLULayer", "factors of single values");
    assertRefused(() -> NOISE.on(new BatchNormalization.Builder()), "BatchNormalization");
    assertRefused(() -> NOISE.on(new AutoEncoder.Builder()), "AutoEncoder", "use DenseLayers");
    assertRefused(() -> NOISE.on(new BinaryDense.Builder()), "BinaryDense", "set its quantizer");
    assertRefused(
        () -> NOISE.on(new TestDense.Builder(new SignQuantizer())), "TestDense", "by itself");
  }

  @SuppressWarnings("unchecked")
  private static final class OwnBuilder extends DenseLayer.Builder {}

  @Test
  void aBuilderOfAUsersIsThatOfItsSuperclass() {
    DenseLayer layer = NOISE.on(new OwnBuilder().nIn(4).nOut(4)).build();
    assertTrue(layer.getWeightNoise() instanceof QuantizedWeights);
  }

  @Test
  void parametersThatThereAreNot() {
    assertRefused(
        () -> NOISE.only("RW").on(new DenseLayer.Builder().name("d")),
        "DenseLayer has weights [W]",
        "only [RW]",
        "layer name: d");
    assertRefused(() -> NOISE.only(), "[W, RW, pW]", "got []");
    assertRefused(() -> NOISE.only("W", "g"), "[W, RW, pW]", "got [W, g]");
  }

  @Test
  void clipsOutOfRange() {
    assertRefused(() -> NOISE.on(new LSTM.Builder().name("x"), -1), "-1.0", "layer name: x");
    assertRefused(() -> NOISE.on(new LSTM.Builder(), Double.NaN), "NaN");
  }

  @Test
  void quantizersThatItHasNoPlaceFor() {
    assertRefused(
        () -> new QuantizedWeights(new MagnitudeAwareSignQuantizer()),
        "MagnitudeAwareSignQuantizer",
        "has a gradient of its own",
        "SignQuantizer",
        "BinaryDense");
    assertRefused(
        () -> new QuantizedWeights(new SignQuantizer(new StraightThrough(1))),
        "has a gradient of its own");
    assertRefused(
        () -> new QuantizedWeights(new TrainedTernaryQuantizer()),
        "TrainedTernaryQuantizer",
        "trains scales of its own",
        "TernaryDense");
    assertThrows(NullPointerException.class, () -> new QuantizedWeights(null));
  }

  @Test
  void networksWithLayersThatIgnoreIt() {
    Layer ignoring = prelu().weightNoise(NOISE).build();
    assertRefused(
        () -> QuantizedWeights.check(Nets.conf(DataType.FLOAT, dense(), ignoring)),
        "PReLULayer",
        "layer name: p",
        "layer index: 1");
    for (Layer wrapper :
        List.of(new FrozenLayer(ignoring), new FrozenLayerWithBackprop(ignoring))) {
      assertRefused(
          () -> QuantizedWeights.check(Nets.conf(DataType.FLOAT, dense(), wrapper)),
          "PReLULayer",
          "layer index: 1");
    }
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("ignores", ignoring, "in")
            .setOutputs("ignores")
            .build();
    assertRefused(() -> QuantizedWeights.check(graph), "PReLULayer", "layer name: ignores");
  }

  @Test
  void networksWithoutSuchLayersPass() {
    var conf =
        new NeuralNetConfiguration.Builder()
            .weightNoise(NOISE)
            .list()
            .layer(new LSTM.Builder().nIn(4).nOut(4).build())
            .layer(new FrozenLayer(dense()))
            .layer(Nets.squaredLoss())
            .build();
    assertTrue(((BaseLayer) conf.getConf(0).getLayer()).getWeightNoise() == NOISE);
    assertTrue(QuantizedWeights.check(conf) == conf);
  }

  @Test
  void theClipRefusesAtTheFirstUpdate() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            dense(),
            prelu().weightNoise(NOISE).constrainWeights(new LatentWeightClip()).build(),
            Nets.squaredLoss());
    INDArray x = Nets.uniform(DataType.FLOAT, 1, 2, 4);
    assertRefused(() -> net.fit(x, x), "PReLULayer", "layer name: p", "layer index: 1");
  }

  @Test
  void layersThatAskButAreNotKnownRefuseAtTheFirstUse() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT,
            dense(),
            new BinaryDense.Builder().nIn(4).nOut(3).weightNoise(NOISE).name("b").build());
    assertRefused(
        () -> net.output(Nets.uniform(DataType.FLOAT, 1, 2, 4)),
        "BinaryDense",
        "layer name: b",
        "layer index: 1");
  }

  @Test
  void dataTypesThatDoNotTrain() {
    MultiLayerNetwork net =
        Nets.net(
            DataType.FLOAT16,
            new DenseLayer.Builder().nIn(4).nOut(3).weightNoise(NOISE).name("h").build());
    assertRefused(
        () -> net.output(Nets.uniform(DataType.FLOAT16, 1, 2, 4)),
        "FLOAT or DOUBLE",
        "HALF",
        "layer name: h",
        "layer index: 0");
  }
}
