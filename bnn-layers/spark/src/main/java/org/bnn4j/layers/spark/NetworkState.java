package org.bnn4j.layers.spark;

import java.io.Serializable;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterCreator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What training changes in a network. It is not a record, which Spark's Kryo cannot write. */
final class NetworkState implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float[] NONE = {};

  private final float[] parameters;
  private final float[] updater;
  private final int iterations;
  private final int epochs;

  /**
   * A state.
   *
   * @param parameters all, latent weights and statistics of batch normalizations among them
   * @param updater the updater's state; empty if there is none, or none is needed
   * @param iterations minibatches that a worker has seen
   * @param epochs that are complete
   */
  NetworkState(float[] parameters, float[] updater, int iterations, int epochs) {
    this.parameters = parameters;
    this.updater = updater;
    this.iterations = iterations;
    this.epochs = epochs;
  }

  float[] parameters() {
    return parameters;
  }

  float[] updater() {
    return updater;
  }

  int iterations() {
    return iterations;
  }

  int epochs() {
    return epochs;
  }

  /** What a network needs to answer, copied: its state without the updater's. */
  static NetworkState ofAnswers(MultiLayerNetwork network) {
    return new NetworkState(
        floats(network.params()), NONE, network.getIterationCount(), network.getEpochCount());
  }

  /** A network's state, copied. */
  static NetworkState of(MultiLayerNetwork network) {
    INDArray updater = network.getUpdater(true).getStateViewArray();
    return new NetworkState(
        floats(network.params()),
        updater == null ? NONE : floats(updater),
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

  /**
   * Gives back a network's memory at once: it is outside the heap, where the garbage collector sees
   * no need. The network's own method for it destroys the thread's workspaces and has all garbage
   * collected as well, which takes longer than a round.
   */
  static void free(MultiLayerNetwork network) {
    Updater updater = network.getUpdater(false);
    INDArray state = updater == null ? null : updater.getStateViewArray();
    for (INDArray array :
        new INDArray[] {network.params(), network.getFlattenedGradients(), state}) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
  }

  private void count(MultiLayerNetwork network) {
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    network.getLayerWiseConfigurations().setEpochCount(epochs);
  }

  private static INDArray row(float[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
