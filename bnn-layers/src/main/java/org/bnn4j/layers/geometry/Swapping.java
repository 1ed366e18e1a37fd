package org.bnn4j.layers.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.internal.network.NetworkCopy;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Gives one layer at a time its other weights and measures the network's accuracy. */
final class Swapping {
  private final Model network;
  private final SurveySettings.Swap data;
  private final List<Boolean> before;

  /** Measures the network as it is. */
  Swapping(Topology network, SurveySettings.Swap data) {
    this.network = network.model();
    this.data = data;
    this.before = correct(copy((index, conf) -> conf));
  }

  /** Swaps a layer; nothing if it has no other weights that the network could use. */
  Optional<SwapTest> swap(SurveyedLayer layer) {
    if (layer.norm().isEmpty()) {
      return Optional.empty(); // The other weights have another size, which nothing makes up for.
    }
    int index = layer.vertex().index();
    if (layer.weights().quantizer().isEmpty()) {
      Model copy = copy((place, conf) -> conf);
      binarize(SurveyedLayer.of(Topology.of(copy)), index, layer.weights().key());
      return Optional.of(result(copy));
    }
    return unquantized(layer.vertex().conf())
        .map(floats -> result(copy((place, conf) -> place == index ? floats : conf)));
  }

  private Model copy(NetworkCopy.LayerChange change) {
    return network instanceof ComputationGraph graph
        ? NetworkCopy.of(graph, change)
        : NetworkCopy.of((MultiLayerNetwork) network, change);
  }

  /** The float layer that multiplies by the latent weights. */
  private static Optional<Layer> unquantized(Layer conf) {
    if (conf instanceof QuantizedDense dense) {
      return Optional.of(
          new DenseLayer.Builder()
              .name(dense.getLayerName())
              .nIn(dense.getNIn())
              .nOut(dense.getNOut())
              .hasBias(dense.hasBias())
              .activation(dense.getActivationFn())
              .weightInit(dense.getWeightInitFn())
              .updater(dense.getIUpdater())
              .build());
    }
    boolean plain =
        conf instanceof QuantizedConv2D convolution
            && convolution.padValue() == 0
            && convolution.initializer().weightKeys(convolution).size() == 1
            && convolution.getClass() != BinaryDepthwiseConv2D.class;
    return plain ? Optional.of(floats((QuantizedConv2D) conf)) : Optional.empty();
  }

  private static Layer floats(QuantizedConv2D conf) {
    return new ConvolutionLayer.Builder(conf.getKernelSize())
        .name(conf.getLayerName())
        .nIn(conf.getNIn())
        .nOut(conf.getNOut())
        .stride(conf.getStride())
        .padding(conf.getPadding())
        .dilation(conf.getDilation())
        .convolutionMode(conf.getConvolutionMode())
        .dataFormat(conf.getCnn2dDataFormat())
        .hasBias(conf.hasBias())
        .activation(conf.getActivationFn())
        .weightInit(conf.getWeightInitFn())
        .updater(conf.getIUpdater())
        .build();
  }

  private static void binarize(List<SurveyedLayer> layers, int index, String key) {
    for (SurveyedLayer layer : layers) {
      if (layer.vertex().index() == index && layer.weights().key().equals(key)) {
        INDArray parameter = layer.weights().parameter();
        INDArray view = layer.weights().layout().outputsFirst(parameter);
        INDArray rows = layer.weights().rows().dup('c');
        INDArray means = Transforms.abs(rows, true).mean(1);
        INDArray signs = Broadcast.mul(WeightRows.signs(rows), means, rows, 0);
        view.assign(signs.reshape('c', view.shape()));
      }
    }
  }

  private SwapTest result(Model changed) {
    List<Boolean> after = correct(changed);
    long lost = 0;
    long won = 0;
    long right = 0;
    for (int i = 0; i < before.size(); i++) {
      lost += before.get(i) && !after.get(i) ? 1 : 0;
      won += !before.get(i) && after.get(i) ? 1 : 0;
      right += before.get(i) ? 1 : 0;
    }
    double examples = before.size();
    double change = (won - lost) / examples;
    double variance = (won + lost) / examples - change * change;
    double accuracy = right / examples;
    return new SwapTest(accuracy, accuracy + change, Math.sqrt(Math.max(0, variance) / examples));
  }

  /** Of each example, whether its class is found, behind new statistics. */
  private List<Boolean> correct(Model model) {
    if (model instanceof ComputationGraph graph) {
      BatchNormRefit.refit(graph, data.train(), data.batches());
    } else {
      BatchNormRefit.refit((MultiLayerNetwork) model, data.train(), data.batches());
    }
    List<Boolean> correct = new ArrayList<>();
    data.test().reset();
    while (data.test().hasNext()) {
      DataSet batch = data.test().next();
      INDArray output =
          model instanceof ComputationGraph graph
              ? graph.outputSingle(batch.getFeatures())
              : ((MultiLayerNetwork) model).output(batch.getFeatures());
      int[] found = output.argMax(1).toIntVector();
      int[] labels = batch.getLabels().argMax(1).toIntVector();
      for (int i = 0; i < found.length; i++) {
        correct.add(found[i] == labels[i]);
      }
    }
    return correct;
  }
}
