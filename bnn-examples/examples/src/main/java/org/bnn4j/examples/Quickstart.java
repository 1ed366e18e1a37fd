package org.bnn4j.examples;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.SplitTestAndTrain;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.util.FeatureUtil;

/** Trains a binary network on handwritten digits, exports it, and runs it on packed bits. */
public final class Quickstart {
  public static void main(String[] args) throws IOException {
    run(Path.of(args.length > 0 ? args[0] : "bnn-examples/examples/target/quickstart"), 30);
  }

  static void run(Path folder, int epochs) throws IOException {
    SplitTestAndTrain digits = digits().splitTestAndTrain(1438); // and 359 to test
    var train = new ListDataSetIterator<>(digits.getTrain().asList(), 50);
    var test = new ListDataSetIterator<>(digits.getTest().asList(), 50);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .list()
            .layer(new BinaryDense.Builder().nOut(256).build()) // whole pixels, 1-bit weights
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE())) // from here on, bits
            .layer(new BinaryDense.Builder().nOut(256).build())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new BinaryDense.Builder().nOut(10).build())
            .layer(new BatchNormalization())
            .layer(new LossLayer.Builder(MCXENT).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.feedForward(64))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.fit(train, epochs);
    BatchNormRefit.refit(network, train, 29); // means and variances of the final weights

    Path file = folder.resolve("digits.bnn");
    BnnExporter export = BnnExporter.of(network).byteInput().picture(new Picture(8, 8, 1, 16));
    long equal = export.verify(test).orThrow().equalClasses(); // layer by layer, on real data
    export.writeModel(file, REPLACE_EXISTING); // without the option, it replaces nothing
    export.writeJar(folder.resolve("digits.jar"), REPLACE_EXISTING); // java -jar digits.jar

    BnnModel model = BnnModel.load(file); // from here on, without Deeplearning4j
    try (BnnSession session = model.newSession(1)) { // one for each thread
      double right = 0;
      for (DataSet digit : digits.getTest()) {
        int answer = session.classify(digit.getFeatures().toFloatVector());
        right += answer == digit.outcome() ? 1 : 0;
      }
      INDArray image = digits.getTest().get(0).getFeatures();
      float[] pixels = image.toFloatVector();
      System.out.println("digits            accuracy       bytes   microseconds an image");
      double accuracy = network.evaluate(test).accuracy();
      print("Deeplearning4j", accuracy, 4 * network.numParams(), () -> network.output(image));
      print("packed bits", right / 359, Files.size(file), () -> session.classify(pixels));
      System.out.printf("The same answer for %d of 359 digits. Written to %s%n", equal, folder);
    }
  }

  /** The time is that of the fastest answer in a second. */
  private static void print(String network, double accuracy, long bytes, Runnable answer) {
    double micros = Double.MAX_VALUE;
    for (long end = System.nanoTime() + 1_000_000_000; System.nanoTime() < end; ) {
      long start = System.nanoTime();
      answer.run();
      micros = Math.min(micros, (System.nanoTime() - start) / 1e3);
    }
    System.out.printf("%-16s %8.1f%% %,11d %,10.0f%n", network, 100 * accuracy, bytes, micros);
  }

  /** 1,797 rows of 8x8 pixels from 0 to 16 and the digit they show, in random order. */
  private static DataSet digits() throws IOException {
    try (var file = new GZIPInputStream(Quickstart.class.getResourceAsStream("digits.csv.gz"))) {
      INDArray rows = Nd4j.readNumpy(file, ",");
      INDArray pixels = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 64));
      INDArray classes = FeatureUtil.toOutcomeMatrix(rows.getColumn(64).toIntVector(), 10);
      DataSet digits = new DataSet(pixels.dup(), classes);
      digits.shuffle(1);
      return digits;
    }
  }
}
