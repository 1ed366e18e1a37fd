package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Other weights in one layer at a time. */
class SwappingTest {

  /** Two classes of points on both sides of a plane that is known. */
  private static DataSetIterator data(long seed) {
    INDArray x = Draws.gaussian(seed, 200, 16).castTo(DataType.FLOAT);
    INDArray y = Nd4j.zeros(200, 2);
    for (int i = 0; i < 200; i++) {
      double sum = 0;
      for (int j = 0; j < 16; j++) {
        sum += x.getDouble(i, j) * (j % 2 == 0 ? 1 : -1);
      }
      y.putScalar(i, sum > 0 ? 1 : 0, 1);
    }
    return new ListDataSetIterator<>(new DataSet(x, y).asList(), 50);
  }

  private static MultiLayerNetwork trained(Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(0.01)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.feedForward(16)).build());
    network.init();
    network.fit(data(1), 10);
    return network;
  }

  private static Layer loss() {
    return new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
  }

  private static List<Optional<SwapTest>> swaps(MultiLayerNetwork network) {
    INDArray before = network.params().dup();
    GeometryReport report = GeometrySurvey.of(network).swapTest(data(1), 4, data(2)).run(data(1));
    assertEquals(before, network.params(), "the network itself stays as it is");
    return report.layers().stream().map(LayerGeometry::swap).toList();
  }

  @Test
  void latentWeightsInPlaceOfBinaryOnes() {
    MultiLayerNetwork network =
        trained(
            new BinaryDense.Builder().nOut(24).build(),
            new BatchNormalization(),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(2).build(),
            loss());
    List<Optional<SwapTest>> swaps = swaps(network);
    assertEquals(Optional.empty(), swaps.get(1), "nothing behind it makes up for its size");
    SwapTest first = swaps.get(0).orElseThrow();
    assertTrue(first.accuracy() > 0.7, first::toString);
    assertEquals(first.swapped() - first.accuracy(), first.change(), 1e-12);
    assertTrue(first.standardError() > 0 && first.standardError() < 0.05, first::toString);
    // By hand: signs are their own latents, so nothing changes.
    network.getParam("0_W").assign(WeightRows.signs(network.getParam("0_W")));
    assertEquals(0, swaps(network).get(0).orElseThrow().change());
    assertEquals(0, swaps(network).get(0).orElseThrow().standardError());
  }

  @Test
  void signsInPlaceOfFloats() {
    MultiLayerNetwork network =
        trained(
            new DenseLayer.Builder()
                .nOut(24)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build(),
            new BatchNormalization(),
            new ActivationLayer(Activation.RELU),
            new DenseLayer.Builder().nOut(2).activation(Activation.IDENTITY).build(),
            loss());
    SwapTest first = swaps(network).get(0).orElseThrow();
    assertTrue(first.accuracy() > 0.85 && first.change() != 0, first::toString);
    MultiLayerNetwork binary = network.clone();
    INDArray weights = binary.getParam("0_W");
    weights.assign(WeightRows.signs(weights));
    BatchNormRefit.refit(binary, data(1), 4);
    assertEquals(
        binary.evaluate(data(2)).accuracy(), first.swapped(), 0.006, "scales do not matter");
  }

  @Test
  void convolutions() {
    List<Layer> layers =
        new ArrayList<>(
            List.of(
                new BinaryConv2D.Builder(3, 3).nOut(4).padding(1, 1).build(),
                new BatchNormalization(),
                new ActivationLayer(new SignSTE()),
                new BinaryConv2D.Builder(3, 3).nOut(4).padding(1, 1).padValue(1).build(),
                new BatchNormalization(),
                new ActivationLayer(new SignSTE()),
                new BinaryDense.Builder().nOut(2).build(),
                new BatchNormalization(),
                loss()));
    var list = new NeuralNetConfiguration.Builder().seed(3).updater(new Adam(0.01)).list();
    layers.forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(InputType.convolutionalFlat(4, 4, 1)).build());
    network.init();
    network.fit(data(1), 2);
    List<Optional<SwapTest>> swaps = swaps(network);
    assertTrue(swaps.get(0).isPresent() && swaps.get(2).isPresent());
    assertEquals(Optional.empty(), swaps.get(1), "Deeplearning4j pads with zeros only");
  }
}
