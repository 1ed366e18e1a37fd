package org.bnn4j.examples;

import static org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT;

import java.io.IOException;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.quantizers.ApproxSign;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A residual network in a ComputationGraph: float sums pass each binary convolution on a shortcut,
 * as in Bi-Real Net.
 *
 * @see <a href="https://arxiv.org/abs/1808.00278">Liu et al. 2018, Bi-Real Net</a>
 */
public final class ResidualGraph {
  private ResidualGraph() {}

  public static void main(String[] args) throws IOException {
    run(10);
  }

  static void run(int epochs) throws IOException {
    Digits digits = Digits.images();
    ComputationGraph network = new ComputationGraph(configuration(2));
    network.init();
    network.fit(digits.train(), epochs);
    BatchNormRefit.refit(network, digits.train(), Digits.TRAIN_BATCHES);
    Evaluation test = network.evaluate(digits.test());
    System.out.printf("Deeplearning4j: %.1f%% of the test digits%n", 100 * test.accuracy());

    BnnExporter export = BnnExporter.of(network).byteInput().inputShape(8, 8, 1);
    System.out.println(export.report());
    System.out.println(export.verify(digits.test()).orThrow());
  }

  private static ComputationGraphConfiguration configuration(int blocks) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(2e-3))
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("pixels")
            .setInputTypes(InputType.convolutional(8, 8, 1))
            .addLayer("conv0", convolution(), "pixels")
            .addLayer("sum0", new BatchNormalization(), "conv0");
    for (int i = 1; i <= blocks; i++) {
      String shortcut = "sum" + (i - 1);
      graph
          .addLayer("sign" + i, sign(), shortcut)
          .addLayer("conv" + i, convolution(), "sign" + i)
          .addLayer("norm" + i, new BatchNormalization(), "conv" + i)
          .addVertex(
              "sum" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm" + i, shortcut);
    }
    return graph
        .addLayer("sign", sign(), "sum" + blocks)
        .addLayer("dense", new BinaryDense.Builder().nOut(10).build(), "sign")
        .addLayer("norm", new BatchNormalization(), "dense")
        .addLayer(
            "classes", new LossLayer.Builder(MCXENT).activation(Activation.SOFTMAX).build(), "norm")
        .setOutputs("classes")
        .build();
  }

  private static BinaryConv2D convolution() {
    return new BinaryConv2D.Builder(3, 3).nOut(32).build();
  }

  /** Forward the sign, backward the derivative of a curve that is closer to it than a line. */
  private static ActivationLayer sign() {
    return new ActivationLayer(new SignSTE(new ApproxSign()));
  }
}
