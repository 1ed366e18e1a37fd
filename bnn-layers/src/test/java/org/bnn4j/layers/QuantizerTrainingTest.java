package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.quantizers.StochasticSignQuantizer;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Every quantizer and every activation learns to tell four clusters apart. */
class QuantizerTrainingTest {

  private static final int CLASSES = 4;
  private static final int FEATURES = 10;
  private static final int EXAMPLES = 100;

  /** Centers at random corners of a cube, and as much noise as makes single signs unreliable. */
  private static DataSet clusters() {
    INDArray centers =
        new SignSTE().getActivation(Nets.uniform(DataType.FLOAT, 1, CLASSES, FEATURES), false);
    INDArray x = Nets.uniform(DataType.FLOAT, 2, EXAMPLES, FEATURES).muli(1.5);
    int[] labels = new int[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = i % CLASSES;
      x.getRow(i).addi(centers.getRow(labels[i]));
    }
    return new DataSet(x, Nets.oneHot(DataType.FLOAT, CLASSES, labels));
  }

  private static MultiLayerNetwork net(Layer first, IActivation activation, Layer last) {
    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(new Adam(0.03))
            .list()
            .layer(first)
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(activation))
            .layer(last)
            .layer(new BatchNormalization())
            .layer(Nets.softmax())
            .setInputType(InputType.feedForward(FEATURES))
            .build();
    MultiLayerNetwork net = new MultiLayerNetwork(conf);
    net.init();
    return net;
  }

  /** The loss after some steps, as a share of what guessing costs. */
  private static double lossAfterTraining(MultiLayerNetwork net) {
    Nd4j.getRandom().setSeed(5);
    DataSet data = clusters();
    for (int step = 0; step < 60; step++) {
      net.fit(data);
    }
    double largest = net.getParam("0_W").amaxNumber().doubleValue();
    assertTrue(largest <= 1, "latent weights are clipped: " + largest);
    return net.score(data) / Math.log(CLASSES);
  }

  private static FeedForwardLayer dense(WeightQuantizer quantizer, int nOut) {
    return Quantizers.ternary().anyMatch(quantizer::equals)
        ? new TernaryDense.Builder().quantizer(quantizer).nOut(nOut).build()
        : new BinaryDense.Builder().quantizer(quantizer).nOut(nOut).build();
  }

  static Stream<WeightQuantizer> quantizers() {
    return Stream.concat(Quantizers.binary(), Quantizers.ternary());
  }

  @ParameterizedTest
  @MethodSource("quantizers")
  void quantizer(WeightQuantizer quantizer) {
    MultiLayerNetwork net = net(dense(quantizer, 24), new SignSTE(), dense(quantizer, CLASSES));
    double loss = lossAfterTraining(net);
    // Weights that differ from step to step, and from those at inference, learn more slowly.
    assertTrue(loss < (quantizer instanceof StochasticSignQuantizer ? 0.5 : 0.25), "" + loss);
  }

  static Stream<IActivation> activations() {
    return Quantizers.activations();
  }

  /** The weights behind the activation stay as they are, so all is learned through its gradient. */
  private static double lossThrough(IActivation activation) {
    BinaryDense fixed = new BinaryDense.Builder().nOut(CLASSES).updater(new Sgd(0)).build();
    return lossAfterTraining(net(new BinaryDense.Builder().nOut(24).build(), activation, fixed));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activation(IActivation activation) {
    double loss = lossThrough(activation);
    assertTrue(loss < 0.25, "" + loss);
  }

  @Test
  void nothingIsLearnedWithoutAGradient() {
    double loss = lossThrough(new SignSTE(x -> 0));
    assertTrue(loss > 0.8, "" + loss);
  }
}
