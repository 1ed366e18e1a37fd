package org.bnn4j.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.activations.SignSTE;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingModelSaver;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.listener.EarlyStoppingListener;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileGraphSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Deeplearning4j's early stopping, with the layers of this library. */
class EarlyStoppingTest {
  private static final int EPOCHS = 8;

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.1))
                .list()
                .layer(new BinaryDense.Builder().nOut(12).build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(new SignSTE()))
                .layer(new TernaryDense.Builder().nOut(3).build())
                .layer(new BatchNormalization())
                .layer(Nets.softmax())
                .setInputType(InputType.feedForward(5))
                .build());
    network.init();
    return network;
  }

  /** Labels have nothing to do with features: sooner or later the loss on other data rises. */
  private static DataSetIterator data(int seed) {
    int[] labels = new int[40];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (i * seed + i / 7) % 3;
    }
    INDArray features = Nets.uniform(DataType.FLOAT, seed, labels.length, 5);
    return new ViewIterator(
        new DataSet(features, Nets.oneHot(DataType.FLOAT, 3, labels)), labels.length / 2);
  }

  private static <T extends Model> EarlyStoppingConfiguration<T> stopping(
      EarlyStoppingModelSaver<T> saver) {
    return new EarlyStoppingConfiguration.Builder<T>()
        .epochTerminationConditions(
            new MaxEpochsTerminationCondition(EPOCHS),
            new ScoreImprovementEpochTerminationCondition(4))
        .scoreCalculator(new DataSetLossCalculator(data(2), true))
        .modelSaver(saver)
        .build();
  }

  /** What the network was after each epoch. */
  private static final class Epochs<T extends Model> implements EarlyStoppingListener<T> {
    private final List<INDArray> params = new ArrayList<>();
    private final List<INDArray> outputs = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    @Override
    public void onStart(EarlyStoppingConfiguration<T> conf, T network) {}

    @Override
    public void onEpoch(int epoch, double score, EarlyStoppingConfiguration<T> conf, T network) {
      params.add(network.params().dup());
      outputs.add(output(network));
      scores.add(score);
    }

    @Override
    public void onCompletion(EarlyStoppingResult<T> result) {}

    /** The best model is the network of the best epoch, which is not the last one. */
    void assertBest(EarlyStoppingResult<T> result) {
      int best = result.getBestModelEpoch();
      assertTrue(best < params.size() - 1, "best epoch " + best + " of " + scores);
      assertEquals(scores.stream().min(Double::compare).orElseThrow(), scores.get(best));
      assertEquals(scores.get(best), result.getScoreVsEpoch().get(best));
      assertEquals(params.get(best), result.getBestModel().params());
      assertEquals(outputs.get(best), output(result.getBestModel()));
      assertNotEquals(params.get(params.size() - 1), result.getBestModel().params());
    }

    private static INDArray output(Model network) {
      INDArray features = data(5).next().getFeatures();
      return network instanceof MultiLayerNetwork layers
          ? layers.output(features)
          : ((ComputationGraph) network).outputSingle(features);
    }
  }

  private static void assertBestOfLayers(EarlyStoppingModelSaver<MultiLayerNetwork> saver) {
    Epochs<MultiLayerNetwork> epochs = new Epochs<>();
    MultiLayerNetwork network = network();
    EarlyStoppingResult<MultiLayerNetwork> result =
        new EarlyStoppingTrainer(stopping(saver), network, data(1), epochs).fit();
    epochs.assertBest(result);
    MultiLayerNetwork best = result.getBestModel();
    double largest = best.getParam("0_W").amaxNumber().doubleValue();
    assertTrue(largest > 0.5 && largest <= 1, "latents and not levels, clipped: " + largest);
    INDArray before = best.params().dup();
    best.fit(data(1));
    assertNotEquals(before, best.params(), "it can be trained on");
    assertTrue(best.getParam("3_W").amaxNumber().doubleValue() <= 1);
  }

  @Test
  void layersInMemory() {
    assertBestOfLayers(new InMemoryModelSaver<>());
  }

  @Test
  void layersInFiles(@TempDir Path folder) {
    assertBestOfLayers(new LocalFileModelSaver(folder.toFile()));
  }

  private static void assertBestOfGraphs(EarlyStoppingModelSaver<ComputationGraph> saver) {
    Epochs<ComputationGraph> epochs = new Epochs<>();
    ComputationGraph graph = network().toComputationGraph();
    epochs.assertBest(new EarlyStoppingGraphTrainer(stopping(saver), graph, data(1), epochs).fit());
  }

  @Test
  void graphsInMemory() {
    assertBestOfGraphs(new InMemoryModelSaver<>());
  }

  @Test
  void graphsInFiles(@TempDir Path folder) {
    assertBestOfGraphs(new LocalFileGraphSaver(folder.toString()));
  }
}
