package org.bnn4j.layers.training;

import static org.bnn4j.layers.training.BatchNormRefitTest.network;
import static org.bnn4j.layers.training.BatchNormRefitTest.norm;
import static org.bnn4j.layers.training.BatchNormRefitTest.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Images, sequences, graphs and frozen layers. */
class BatchNormRefitLayoutsTest {

  /** All values of an array whose dimension 1 is channels, as [value][channel]. */
  private static double[][] byChannel(INDArray array) {
    INDArray last = array.rank() == 4 ? array.permute(0, 2, 3, 1) : array.permute(0, 2, 1);
    return ByHand.matrix(last.dup('c').reshape(-1, array.size(1)));
  }

  @ParameterizedTest
  @CsvSource({"NCHW,true", "NCHW,false", "NHWC,true", "NHWC,false"})
  void imagesOfBothLayouts(CNN2DFormat format, boolean logStd) {
    List<DataSet> batches = new ArrayList<>();
    List<double[][]> values = new ArrayList<>();
    for (DataSet planes : Drift.batches(4, 3, 2, 5, 4)) {
      INDArray x = planes.getFeatures();
      values.add(byChannel(x));
      INDArray fed = format == CNN2DFormat.NCHW ? x : x.permute(0, 2, 3, 1).dup('c');
      batches.add(new DataSet(fed, planes.getLabels()));
    }
    MultiLayerNetwork network =
        network(
            InputType.convolutional(5, 4, 2, format),
            norm(logStd),
            new ActivationLayer(new SignSTE()),
            new BinaryConv2D.Builder(3, 3).nOut(4).build(),
            norm(logStd),
            new ActivationLayer(new SignSTE()),
            new BinaryDense.Builder().nOut(Drift.CLASSES).build(),
            softmax());
    BatchNormRefit.refit(network, Drift.iterator(batches), 4);
    ByHand.assertStatistics(ByHand.joined(values), network, "0");
    List<double[][]> later = new ArrayList<>();
    for (DataSet batch : batches) {
      INDArray sums = network.feedForward(batch.getFeatures(), true).get(3);
      later.add(byChannel(format == CNN2DFormat.NCHW ? sums : sums.permute(0, 3, 1, 2)));
    }
    ByHand.assertStatistics(ByHand.joined(later), network, "3");
  }

  @Test
  void sequencesWithTheirMasks() {
    MultiLayerNetwork network =
        network(
            InputType.recurrent(4, 5),
            new SimpleRnn.Builder().nOut(3).build(),
            new TimeDistributed(norm(true), RNNFormat.NCW),
            new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    DataSet data = Drift.batch(1, 6, 4, 5);
    INDArray mask = Nd4j.ones(6, 5);
    mask.putScalar(2, 3, 0).putScalar(2, 4, 0).putScalar(4, 4, 0);
    data.setFeaturesMaskArray(mask);
    double[][] expected = byChannel(network.feedForward(data.getFeatures(), mask, null).get(1));
    assertEquals(0, expected[2 * 5 + 4][0], "the mask has an effect");

    BatchNormRefit.refit(network, Drift.iterator(List.of(data)), 1);
    ByHand.assertStatistics(expected, network, "1");
    assertNull(network.getLayer(0).getMaskArray());
  }

  /**
   * Between dense layers, the steps of all examples are rows of one matrix, and then steps again.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sequencesThroughADenseLayer(boolean graph) {
    MultiLayerNetwork network =
        network(
            InputType.recurrent(4, 5),
            new SimpleRnn.Builder().nOut(3).build(),
            new BinaryDense.Builder().nOut(4).build(),
            new SimpleRnn.Builder().nOut(3).build(),
            new GlobalPoolingLayer(PoolingType.SUM),
            norm(false),
            softmax());
    DataSet data = Drift.batch(1, 6, 4, 5);
    double[][] expected = ByHand.matrix(network.feedForward(data.getFeatures(), true).get(4));
    if (graph) {
      ComputationGraph same = network.toComputationGraph();
      BatchNormRefit.refit(same, Drift.iterator(List.of(data)), 1);
      network.setParams(same.params());
    } else {
      BatchNormRefit.refit(network, Drift.iterator(List.of(data)), 1);
    }
    ByHand.assertStatistics(expected, network, "4");
  }

  private static ComputationGraph residual() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new BinaryDense.Builder().nOut(8).build(), "in")
                .addLayer("normA", norm(true), "a")
                .addLayer("sign", new ActivationLayer(new SignSTE()), "normA")
                .addLayer("b", new BinaryDense.Builder().nOut(8).build(), "sign")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "normA", "b")
                .addLayer("normSum", norm(true), "sum")
                .addLayer("out", softmax(), "normSum")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(6))
                .build());
    graph.init();
    return graph;
  }

  /** The activation writes over its input at inference; the sum must not see that. */
  @Test
  void aGraphWithAShortcut() {
    List<DataSet> batches = Drift.batches(4, 12, 6);
    ComputationGraph graph = residual();
    List<double[][]> sums = new ArrayList<>();
    for (DataSet batch : batches) {
      sums.add(ByHand.matrix(graph.feedForward(batch.getFeatures(), true).get("sum")));
    }
    BatchNormRefit.refit(graph, Drift.iterator(batches), 4);
    ByHand.assertStatistics(ByHand.joined(sums), graph, "normSum");
  }

  @Test
  void aGraphOfSeveralInputsAndOutputs() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("both", new MergeVertex(), "right", "left")
                .addLayer("norm", norm(false), "both")
                .addLayer("out", softmax(), "norm")
                .addLayer("other", softmax(), "left")
                .setOutputs("out", "other")
                .setInputTypes(InputType.feedForward(2), InputType.feedForward(3))
                .build());
    graph.init();
    INDArray left = Drift.batch(1, 9, 2).getFeatures();
    INDArray right = Drift.batch(4, 9, 3).getFeatures();
    INDArray[] labels = {Nd4j.zeros(9, 5), Nd4j.zeros(9, 2)};
    MultiDataSet data = new MultiDataSet(new INDArray[] {left, right}, labels);
    BatchNormRefit.refit(graph, new SingletonMultiDataSetIterator(data), 3);
    ByHand.assertStatistics(ByHand.matrix(Nd4j.hstack(right, left)), graph, "norm");
  }

  /** A frozen batch normalization normalizes by its own statistics in training as well. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void frozenLayersKeepTheirStatisticsAndUseThem(boolean graph) {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(6),
            new FrozenLayer(norm(false)),
            new FrozenLayer(new ActivationLayer(new SignSTE())),
            new BinaryDense.Builder().nOut(4).build(),
            norm(false),
            softmax());
    network.getParam("0_mean").assign(2);
    List<DataSet> batches = Drift.batches(4, 12, 6);
    List<double[][]> products = new ArrayList<>();
    for (DataSet batch : batches) {
      double[][] signs = ByHand.matrix(batch.getFeatures().gt(2));
      for (double[] row : signs) {
        for (int c = 0; c < row.length; c++) {
          row[c] = 2 * row[c] - 1;
        }
      }
      products.add(ByHand.binaryProduct(signs, network.getParam("2_W")));
    }
    if (graph) {
      ComputationGraph same = network.toComputationGraph();
      BatchNormRefit.refit(same, Drift.iterator(batches), 4);
      network.setParams(same.params());
    } else {
      BatchNormRefit.refit(network, Drift.iterator(batches), 4);
    }
    assertEquals(
        Nd4j.valueArrayOf(new long[] {1, 6}, 2f), network.getParam("0_mean").reshape(1, 6));
    ByHand.assertStatistics(ByHand.joined(products), network, "3");
  }
}
