package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bnn4j.examples.benchmarks.worker.Examples;
import org.bnn4j.examples.benchmarks.worker.Network;
import org.bnn4j.examples.benchmarks.worker.Worker;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.training.Precision;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The float network in Deeplearning4j, with its own convolutions or with native ones. Large batches
 * of images run in parts: a convolution's columns take megabytes for every image, which the process
 * keeps, and it is no faster with more images.
 */
final class Dl4jWorker implements Network {
  private static final int MOST_IMAGES = 32;

  private final MultiLayerNetwork network;
  private final ImageShape shape;
  private final boolean planes;
  private final Examples examples;
  private final Map<Integer, List<INDArray>> batches = new HashMap<>();

  private Dl4jWorker(Net net, MultiLayerNetwork network, Path examples) throws IOException {
    this.network = network;
    this.shape = net.shape();
    this.planes = net.convolutional();
    this.examples = Examples.read(examples, net.values());
  }

  /**
   * Serves a network.
   *
   * @param args a saved network, or with a fifth argument its parameters for native convolutions;
   *     examples; the net's name and width
   */
  public static void main(String[] args) throws Exception {
    Worker worker = new Worker();
    Net net = Net.parse(args[2], args[3]);
    MultiLayerNetwork network =
        args.length > 4
            ? onNativeConvolutions(net, Path.of(args[0]))
            : MultiLayerNetwork.load(Path.of(args[0]).toFile(), false);
    worker.serve(new Dl4jWorker(net, network, Path.of(args[1])));
    System.exit(0);
  }

  /** Such layers cannot be saved: they are made anew and get the parameters. */
  private static MultiLayerNetwork onNativeConvolutions(Net net, Path parameters)
      throws IOException {
    MultiLayerConfiguration configuration = net.configuration(Precision.NATIVE_FLOAT);
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      Layer layer = configuration.getConf(i).getLayer();
      if (layer instanceof ActivationLayer activation) {
        activation.setActivationFn(new ActivationReLU());
      }
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.setParams(Nd4j.readBinary(parameters.toFile()));
    return network;
  }

  @Override
  public float[] run(int size) {
    List<INDArray> answers = new ArrayList<>();
    for (INDArray part : batches.computeIfAbsent(size, this::parts)) {
      answers.add(network.output(part).dup('c'));
    }
    return Nd4j.concat(0, answers.toArray(INDArray[]::new)).dup('c').data().asFloat();
  }

  private List<INDArray> parts(int size) {
    INDArray all = Nd4j.create(examples.floats(size), new long[] {size, shape.features()}, 'c');
    if (!planes) {
      return List.of(all);
    }
    List<INDArray> parts = new ArrayList<>();
    for (int from = 0; from < size; from += MOST_IMAGES) {
      int to = Math.min(size, from + MOST_IMAGES);
      INDArray rows = all.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
      parts.add(rows.reshape('c', to - from, shape.channels(), shape.height(), shape.width()));
    }
    return parts;
  }
}
