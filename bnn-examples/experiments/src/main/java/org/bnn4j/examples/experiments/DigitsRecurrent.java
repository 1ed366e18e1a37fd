package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.TrainTestSplit;
import org.bnn4j.examples.experiments.support.EpochProgress;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Quantized weights in a built-in recurrent layer: reads digits row by row. */
@Command(
    name = "DigitsRecurrent",
    description =
        "Reads the 1,797 handwritten digits that ship with the examples row by row, 8 steps of 8 pixels, with an LSTM of "
            + "float, of binary and of ternary weights, and compares their accuracies.")
public final class DigitsRecurrent implements Callable<Integer> {
  private static final int SIDE = 8;
  private static final int CLASSES = 10;
  private static final int BATCH = 50;
  private static final double LEARNING_RATE = 1e-2;
  private static final double DECAY = 0.93;

  @Option(names = "--epochs", description = "Epochs of each of the three trainings")
  private int epochs = 20;

  @Option(names = "--units", description = "Outputs of the LSTM")
  private int units = 64;

  @Option(names = "--seed", description = "Seed of hold-out, weights and order")
  private long seed = 1;

  @Mixin private Outcome outcome;

  /** Runs the example; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new DigitsRecurrent(), args));
  }

  @Override
  public Integer call() throws IOException {
    TrainTestSplit split = Digits.holdOut(seed);
    DataSet train = rowByRow(split.train());
    DataSet test = rowByRow(split.test());
    RunReport summary = new RunReport("Handwritten digits row by row: an LSTM's weights");
    summary.section("training").put("epochs", epochs).put("units", units).put("seed", seed);
    ReportSection accuracies = summary.section("test accuracy");
    for (Map.Entry<String, UnaryOperator<LSTM.Builder>> weights : weights().entrySet()) {
      System.out.println("Training with weights that are " + weights.getKey() + ".");
      double accuracy = accuracy(network(weights.getValue()), train, test);
      accuracies.put(weights.getKey(), accuracy);
    }
    outcome.publish(summary);
    return 0;
  }

  /** A scale keeps the sums of quantized weights where the gates are not saturated. */
  private static Map<String, UnaryOperator<LSTM.Builder>> weights() {
    QuantizedWeights binary = new QuantizedWeights(new DoReFaQuantizer(1));
    Map<String, UnaryOperator<LSTM.Builder>> weights = new LinkedHashMap<>();
    weights.put("float", UnaryOperator.identity());
    weights.put("binary", binary::on);
    weights.put("ternary", QuantizedWeights.ternary()::on);
    return weights;
  }

  private MultiLayerNetwork network(UnaryOperator<LSTM.Builder> weights) {
    ExponentialSchedule rate = new ExponentialSchedule(ScheduleType.EPOCH, LEARNING_RATE, DECAY);
    LSTM.Builder lstm = new LSTM.Builder().nOut(units).activation(Activation.TANH);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Adam(rate))
            .list()
            .layer(new LastTimeStep(weights.apply(lstm).build()))
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.recurrent(SIDE, SIDE))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private double accuracy(MultiLayerNetwork network, DataSet train, DataSet test) {
    int batches = (train.numExamples() + BATCH - 1) / BATCH;
    EpochProgress progress = new EpochProgress(0, epochs, batches);
    network.setListeners(progress);
    double accuracy = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      train.shuffle(seed + epoch);
      network.fit(new ExistingDataSetIterator(train.batchBy(BATCH)));
      Evaluation evaluation = new Evaluation(CLASSES);
      evaluation.eval(test.getLabels(), network.output(test.getFeatures()));
      accuracy = evaluation.accuracy();
      progress.tested(accuracy, OptionalDouble.empty());
    }
    return accuracy;
  }

  /** Sequences [images, pixels of a row, rows], pixels from 0 to 1, with one-hot classes. */
  private static DataSet rowByRow(LabeledImages images) {
    float[] pixels = new float[images.count() * SIDE * SIDE];
    INDArray labels = Nd4j.zeros(images.count(), CLASSES);
    for (int i = 0; i < images.count(); i++) {
      images.copyImage(i, 1f / images.maxPixel(), pixels, i * SIDE * SIDE);
      labels.putScalar(i, images.label(i), 1);
    }
    INDArray rows = Nd4j.createFromArray(pixels).reshape(images.count(), SIDE, SIDE);
    return new DataSet(rows.permute(0, 2, 1).dup('c'), labels);
  }
}
