package org.bnn4j.examples;

import static org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT;

import java.io.IOException;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.types.Picture;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** A binary convolutional network: trained, exported, and run on packed bits. */
public final class ConvolutionalNet {
  private ConvolutionalNet() {}

  public static void main(String[] args) throws IOException {
    run(8);
  }

  static void run(int epochs) throws IOException {
    Digits digits = Digits.images();
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(2e-3))
            .convolutionMode(ConvolutionMode.Same) // padding with zeros, which the export corrects
            .list()
            .layer(new BinaryConv2D.Builder(3, 3).nOut(32).build())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new BinaryConv2D.Builder(3, 3).nOut(64).build())
            .layer(maximum())
            .layer(new BatchNormalization())
            .layer(new ActivationLayer(new SignSTE()))
            .layer(new BinaryDense.Builder().nOut(10).build())
            .layer(new BatchNormalization())
            .layer(new LossLayer.Builder(MCXENT).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.convolutional(8, 8, 1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.fit(digits.train(), epochs);
    BatchNormRefit.refit(network, digits.train(), Digits.TRAIN_BATCHES);
    double accuracy = network.evaluate(digits.test()).accuracy();
    System.out.printf("Deeplearning4j: %.1f%% of the test digits%n", 100 * accuracy);

    BnnExporter export =
        BnnExporter.of(network)
            .byteInput() // whole pixels, so that the first products are sums of integers
            .inputShape(8, 8, 1) // which InputType.convolutional does not keep
            .picture(new Picture(8, 8, 1, 16)); // a pixel of 16 is white
    export.verify(digits.test()).orThrow();
    System.out.println(export.report());

    BnnModel model = export.model(); // in memory; writeModel and writeJar make files
    digits.test().reset();
    DataSet test = digits.test().next();
    float[] batch = test.getFeatures().dup('c').data().asFloat();
    int[] classes = new int[test.numExamples()];
    try (BnnSession session = model.newSession(classes.length)) {
      session.classify(batch, classes.length, classes);
    }
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classes[i] == test.get(i).outcome() ? 1 : 0;
    }
    System.out.printf("Packed bits: %d of the first %d test digits%n", right, classes.length);
  }

  private static SubsamplingLayer maximum() {
    return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build();
  }
}
