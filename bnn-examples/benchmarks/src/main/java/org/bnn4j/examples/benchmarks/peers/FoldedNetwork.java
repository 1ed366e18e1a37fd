package org.bnn4j.examples.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's float network as stages. A batch normalization is an affine function of each
 * output, a x + b with
 *
 * <pre>
 *   1.  a = gamma / sqrt(variance + epsilon),  b = beta - a mean,
 *   2.  a (sum of w_i x_i) + b = (sum of (a w_i) x_i) + b.
 * </pre>
 *
 * Where a pooling stands between product and batch normalization, line 2 needs max(a x + b) = a
 * max(x) + b, which holds for a &gt; 0 and is refused else. Rectifying commutes with the maximum.
 */
final class FoldedNetwork {
  private FoldedNetwork() {}

  /** The stages of a network of {@link Net}. */
  static List<Stage> of(MultiLayerNetwork network) {
    List<Stage> stages = new ArrayList<>();
    int layer = 0;
    while (network.getLayer(layer).getParam("W") != null) {
      int product = layer++;
      boolean pooled = conf(network, layer) instanceof SubsamplingLayer;
      if (pooled) {
        layer++;
      }
      int normalization = layer++;
      boolean rectified = conf(network, layer) instanceof ActivationLayer;
      if (rectified) {
        layer++;
      }
      stages.add(stage(network, product, normalization, pooled, rectified));
    }
    return stages;
  }

  private static Layer conf(MultiLayerNetwork network, int layer) {
    return network.getLayer(layer).conf().getLayer();
  }

  private static Stage stage(
      MultiLayerNetwork network,
      int product,
      int normalization,
      boolean pooled,
      boolean rectified) {
    INDArray w = network.getLayer(product).getParam("W");
    boolean convolution = conf(network, product) instanceof ConvolutionLayer;
    int outputs = (int) w.size(convolution ? 0 : 1);
    int inputs = (int) w.size(convolution ? 1 : 0);
    float[] weights = w.dup('c').data().asFloat();
    org.deeplearning4j.nn.api.Layer normal = network.getLayer(normalization);
    float[] factors = factors(normal);
    float[] means = values(normal, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    float[] bias = values(normal, BatchNormalizationParamInitializer.BETA);
    Stage stage =
        new Stage(
            "layer" + product, convolution, outputs, inputs, weights, bias, pooled, rectified);
    for (int output = 0; output < outputs; output++) {
      if (pooled && !(factors[output] > 0)) {
        throw new IllegalArgumentException(
            "layer " + normalization + " turns the maximum of channel " + output + " around");
      }
      bias[output] -= factors[output] * means[output];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factors[stage.outputOf(i)];
    }
    return stage;
  }

  private static float[] factors(org.deeplearning4j.nn.api.Layer normal) {
    BatchNormalization conf = (BatchNormalization) normal.conf().getLayer();
    if (!conf.isUseLogStd()) {
      throw new IllegalArgumentException("a batch normalization with variances, not logarithms");
    }
    float[] gammas = values(normal, BatchNormalizationParamInitializer.GAMMA);
    float[] logs = values(normal, BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
    float[] factors = new float[gammas.length];
    for (int i = 0; i < factors.length; i++) {
      double deviation = Math.pow(10, logs[i]);
      factors[i] = (float) (gammas[i] / Math.sqrt(deviation * deviation + conf.getEps()));
    }
    return factors;
  }

  private static float[] values(org.deeplearning4j.nn.api.Layer normal, String parameter) {
    return normal.getParam(parameter).dup().data().asFloat();
  }
}
