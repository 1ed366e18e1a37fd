package org.bnn4j.layers.export;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks with random parameters and the statistics of the images they are given. */
final class Randomized {
  private Randomized() {}

  /** A norm that one step gives the statistics of that step. */
  static BatchNormalization norm() {
    return new BatchNormalization.Builder().decay(0).build();
  }

  static MultiLayerNetwork network(Images images, long seed, List<Layer> layers) {
    var list = builder(seed).list();
    layers.forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(images.type()).build());
    network.init();
    randomize(network.paramTable(), new Random(seed));
    network.fit(images.all());
    return network;
  }

  static ComputationGraph graph(Images images, long seed, Consumer<GraphBuilder> vertices) {
    GraphBuilder builder =
        builder(seed).graphBuilder().addInputs("pixels").setInputTypes(images.type());
    vertices.accept(builder);
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    randomize(network.paramTable(), new Random(seed));
    network.fit(images.all());
    return network;
  }

  /** A step changes statistics alone. */
  private static NeuralNetConfiguration.Builder builder(long seed) {
    return new NeuralNetConfiguration.Builder().seed(seed).updater(new Sgd(0));
  }

  private static void randomize(Map<String, INDArray> parameters, Random random) {
    parameters.forEach(
        (name, values) -> {
          for (long i = 0; i < values.length(); i++) {
            if (name.endsWith("_gamma")) {
              values.putScalar(i, random.nextInt(5) == 0 ? 0 : random.nextGaussian());
            } else if (name.endsWith("_beta")) {
              values.putScalar(i, random.nextInt(5) == 0 ? 0 : random.nextGaussian() / 2);
            } else if (name.endsWith("_b")) {
              values.putScalar(i, random.nextGaussian());
            }
          }
        });
  }
}
