package org.bnn4j.layers.export;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks trained on the digits just so long that batch normalization has real statistics. */
public final class Trained {
  private static final int BATCH = 100;
  private static final int STEPS = 40;
  private static final int IMAGE_STEPS = 6;

  private Trained() {}

  /** Trained on what the normalizer makes of the digits, or, for null, on whole numbers. */
  public static MultiLayerNetwork on(DataNormalization normalizer, Layer... layers) {
    return train(normalizer, STEPS, layers);
  }

  /** As {@link #on}, for fewer steps, where weights hardly matter. */
  public static MultiLayerNetwork shortly(Layer... layers) {
    return train(null, 10, layers);
  }

  private static MultiLayerNetwork train(DataNormalization normalizer, int steps, Layer... layers) {
    MultiLayerNetwork network = untrained(layers);
    makeEveryThirdGammaNegative(network.paramTable());
    DataSet data = Pixels.all();
    if (normalizer != null) {
      normalizer.transform(data);
    }
    data.shuffle(3);
    int batches = Pixels.count() / BATCH;
    for (int step = 0; step < steps; step++) {
      int first = step % batches * BATCH;
      network.fit((DataSet) data.getRange(first, first + BATCH));
    }
    return network;
  }

  public static MultiLayerNetwork untrained(Layer... layers) {
    return untrainedOf(Pixels.FEATURES, layers);
  }

  public static MultiLayerNetwork untrainedOf(int inputs, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(11).updater(new Adam(0.01)).list();
    Stream.of(layers).forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.feedForward(inputs)).build());
    network.init();
    return network;
  }

  /** Trained on images, normalized, or, for null, as whole numbers. */
  public static MultiLayerNetwork on(Images images, DataNormalization normalizer, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(11).updater(new Adam(0.01)).list();
    Stream.of(layers).forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(images.type()).build());
    network.init();
    makeEveryThirdGammaNegative(network.paramTable());
    DataSet data = images.all();
    if (normalizer != null) {
      normalizer.transform(data);
    }
    for (int step = 0; step < IMAGE_STEPS; step++) {
      network.fit(data);
    }
    return network;
  }

  /**
   * Trained on images as whole numbers: these layers, and behind them a binary one for the classes,
   * under a softmax.
   */
  public static MultiLayerNetwork classifier(Images images, Layer... layers) {
    Stream<Layer> last = Stream.of(binary(Images.CLASSES), norm(), softmax());
    return on(images, null, Stream.concat(Stream.of(layers), last).toArray(Layer[]::new));
  }

  /** A graph that is trained on images as whole numbers. */
  public static ComputationGraph on(Images images, Consumer<GraphBuilder> vertices) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(11)
            .updater(new Adam(0.01))
            .graphBuilder()
            .addInputs("pixels")
            .setInputTypes(images.type());
    vertices.accept(builder);
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    makeEveryThirdGammaNegative(network.paramTable());
    for (int step = 0; step < IMAGE_STEPS; step++) {
      network.fit(images.all());
    }
    return network;
  }

  private static void makeEveryThirdGammaNegative(Map<String, INDArray> parameters) {
    parameters.forEach(
        (name, parameter) -> {
          if (name.endsWith("_gamma")) {
            negateThirds(parameter);
          }
        });
  }

  private static void negateThirds(INDArray gamma) {
    for (int channel = 1; channel < gamma.length(); channel += 3) {
      gamma.putScalar(channel, -gamma.getFloat(channel));
    }
  }

  public static BinaryDense binary(int outputs) {
    return new BinaryDense.Builder().nOut(outputs).build();
  }

  /** A convolution that keeps the size of maps. */
  public static BinaryConv2D conv(int outputs) {
    return new BinaryConv2D.Builder(3, 3).nOut(outputs).padding(1, 1).build();
  }

  public static TernaryDense ternary(int outputs) {
    return new TernaryDense.Builder().nOut(outputs).build();
  }

  public static BatchNormalization norm() {
    return new BatchNormalization();
  }

  public static ActivationLayer sign() {
    return new ActivationLayer(new SignSTE());
  }

  public static LossLayer softmax() {
    return new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
  }

  public static LossLayer squaredHinge() {
    return new LossLayer.Builder(LossFunction.SQUARED_HINGE)
        .activation(Activation.IDENTITY)
        .build();
  }
}
