package org.bnn4j.examples.spark.training;

import java.io.Serializable;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterCreator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What training changes in a network.
 *
 * @param parameters all, latent weights and statistics of batch normalizations among them
 * @param updater the updater's state; empty if it has none
 * @param iterations minibatches that a worker has seen
 * @param epochs that are complete
 */
record NetworkState(float[] parameters, float[] updater, int iterations, int epochs)
    implements Serializable {

  /** A network's state, copied. */
  static NetworkState of(MultiLayerNetwork network) {
    INDArray updater = network.getUpdater(true).getStateViewArray();
    return new NetworkState(
        floats(network.params()),
        updater == null ? new float[0] : floats(updater),
        network.getIterationCount(),
        network.getEpochCount());
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** A network of this configuration in this state. */
  MultiLayerNetwork network(String configuration) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(row(parameters), false);
    if (updater.length > 0) {
      Updater state = UpdaterCreator.getUpdater(network);
      state.setStateViewArray(network, row(updater), false);
      network.setUpdater(state);
    }
    count(network);
    return network;
  }

  /** Puts a network of the same configuration into this state. */
  void copyTo(MultiLayerNetwork network) {
    network.setParams(row(parameters));
    if (updater.length > 0) {
      network.getUpdater(true).getStateViewArray().assign(row(updater));
    }
    count(network);
  }

  private void count(MultiLayerNetwork network) {
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    network.getLayerWiseConfigurations().setEpochCount(epochs);
  }

  private static INDArray row(float[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
