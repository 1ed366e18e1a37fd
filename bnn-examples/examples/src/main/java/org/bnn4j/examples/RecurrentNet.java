package org.bnn4j.examples;

import static org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT;

import java.io.IOException;
import org.bnn4j.layers.quantizers.DoReFaQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Quantized weights in a layer of Deeplearning4j's own: an LSTM that reads digits column by column.
 */
public final class RecurrentNet {
  private RecurrentNet() {}

  public static void main(String[] args) throws IOException {
    run(12);
  }

  static void run(int epochs) throws IOException {
    train("float", lstm(), epochs);
    // A scale keeps sums of quantized weights where the gates still have a slope.
    train("binary", new QuantizedWeights(new DoReFaQuantizer(1)).on(lstm()), epochs);
    train("ternary", QuantizedWeights.ternary().on(lstm()), epochs);
    System.out.println("Recurrent networks cannot be exported to packed bits.");
  }

  private static LSTM.Builder lstm() {
    return new LSTM.Builder().nOut(64).activation(Activation.TANH);
  }

  private static void train(String weights, LSTM.Builder lstm, int epochs) throws IOException {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-2))
            .list()
            .layer(new LastTimeStep(lstm.build()))
            .layer(new OutputLayer.Builder(MCXENT).nOut(10).activation(Activation.SOFTMAX).build())
            .setInputType(InputType.recurrent(8, 8))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Digits digits = Digits.sequences();
    DataNormalization scaler = new ImagePreProcessingScaler(0, 1, 4); // pixels of 4 bits
    digits.train().setPreProcessor(scaler);
    digits.test().setPreProcessor(scaler);
    network.fit(digits.train(), epochs);
    double accuracy = network.evaluate(digits.test()).accuracy();
    System.out.printf("%-8s weights: %.1f%% of the test digits%n", weights, 100 * accuracy);
  }
}
