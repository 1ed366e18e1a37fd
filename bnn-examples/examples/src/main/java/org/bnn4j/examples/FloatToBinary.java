package org.bnn4j.examples;

import static org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT;

import java.io.IOException;
import org.bnn4j.layers.conversion.Binarization;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** Makes the inner layers of a trained float network binary, and trains it a little more. */
public final class FloatToBinary {
  private FloatToBinary() {}

  public static void main(String[] args) throws IOException {
    run(10, 5);
  }

  static void run(int epochs, int fineTuning) throws IOException {
    Digits digits = Digits.vectors();
    MultiLayerNetwork floats = new MultiLayerNetwork(configuration());
    floats.init();
    floats.fit(digits.train(), epochs);
    print("float", floats, digits);

    MultiLayerNetwork binary =
        Binarization.of(floats)
            .binaryInner() // the first and the last layer keep their float weights
            .sign("relu1", "relu2") // before a binary layer
            .convert(); // a new network; its latent weights are the float weights
    print("converted", binary, digits);
    BatchNormRefit.refit(binary, digits.train(), Digits.TRAIN_BATCHES);
    print("normalized anew", binary, digits);
    binary.fit(digits.train(), fineTuning);
    BatchNormRefit.refit(binary, digits.train(), Digits.TRAIN_BATCHES);
    print("fine-tuned", binary, digits);

    BnnExporter export = BnnExporter.of(binary).byteInput();
    export.verify(digits.test()).orThrow();
    System.out.println(export.report());
  }

  private static MultiLayerConfiguration configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(3e-3))
        .list()
        .layer(dense(256))
        .layer(new BatchNormalization())
        .layer(relu("relu1"))
        .layer(dense(256))
        .layer(new BatchNormalization())
        .layer(relu("relu2"))
        .layer(dense(256))
        .layer(new BatchNormalization())
        .layer(relu("relu3"))
        .layer(dense(10))
        .layer(new BatchNormalization())
        .layer(new LossLayer.Builder(MCXENT).activation(Activation.SOFTMAX).build())
        .setInputType(InputType.feedForward(64))
        .build();
  }

  /** Without a bias, which the batch normalization behind it would take away. */
  private static DenseLayer dense(int outputs) {
    return new DenseLayer.Builder()
        .nOut(outputs)
        .activation(Activation.IDENTITY)
        .hasBias(false)
        .build();
  }

  private static ActivationLayer relu(String name) {
    return new ActivationLayer.Builder().activation(Activation.RELU).name(name).build();
  }

  private static void print(String step, MultiLayerNetwork network, Digits digits) {
    double accuracy = network.evaluate(digits.test()).accuracy();
    System.out.printf("%-16s %5.1f%% of the test digits%n", step, 100 * accuracy);
  }
}
