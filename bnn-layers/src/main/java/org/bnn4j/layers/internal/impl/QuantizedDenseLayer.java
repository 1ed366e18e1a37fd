package org.bnn4j.layers.internal.impl;

import java.util.Arrays;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The dense layer that {@link QuantizedDense} configures. DL4J creates it; user code has no need
 * to.
 */
public class QuantizedDenseLayer extends StraightThroughLayer<QuantizedDense> {

  private static final long serialVersionUID = 1L;
  private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private final transient LevelBuffers quantized = new LevelBuffers();

  /**
   * Creates a layer without parameters; they are set next.
   *
   * @param inGraph whether the layer is a vertex of a ComputationGraph
   */
  public QuantizedDenseLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType, inGraph);
  }

  @Override
  void quantize(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray latents = getParamWithNoise(WEIGHTS, training, workspaces);
    quantized.update(latents.transpose(), learned(), quantizer(), training);
  }

  /**
   * Multiplies by the levels first and scales the outputs afterwards, so that no sum is rounded.
   */
  @Override
  INDArray product(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray z = null;
    for (LevelBuffers.Plane plane : quantized.planes()) {
      ArrayType place = z == null ? ArrayType.ACTIVATIONS : ArrayType.FF_WORKING_MEM;
      INDArray sums = scaledSums(plane, place, workspaces);
      z = z == null ? sums : z.addi(sums);
    }
    if (hasBias()) {
      z.addiRowVector(getParamWithNoise(BIAS, training, workspaces));
    }
    if (maskArray != null) {
      applyMask(z);
    }
    return z;
  }

  private INDArray scaledSums(
      LevelBuffers.Plane plane, ArrayType place, LayerWorkspaceMgr workspaces) {
    long nOut = plane.levels().size(0);
    INDArray sums = workspaces.createUninitialized(place, dataType, input.size(0), nOut);
    input.castTo(dataType).mmuli(plane.levels().transpose(), sums);
    return quantizer().scaled() ? sums.muliRowVector(plane.scales()) : sums;
  }

  @Override
  Pair<Gradient, INDArray> gradients(INDArray delta, LayerWorkspaceMgr workspaces) {
    INDArray inputEpsilon = inputEpsilon(delta, workspaces);
    return new Pair<>(parameterGradient(delta, workspaces), inputEpsilon);
  }

  private Gradient parameterGradient(INDArray delta, LayerWorkspaceMgr workspaces) {
    Gradient gradient = new DefaultGradient();
    INDArray weightGradient = gradientViews.get(WEIGHTS);
    Nd4j.gemm(input.castTo(dataType), delta, weightGradient, true, false, 1.0, 0.0);
    gradient.gradientForVariable().put(WEIGHTS, weightGradient);
    INDArray latents = getParamWithNoise(WEIGHTS, true, workspaces);
    toLatents(latents.transpose(), weightGradient.transpose(), gradient);
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(BIAS);
      delta.sum(biasGradient, 0);
      gradient.gradientForVariable().put(BIAS, biasGradient);
    }
    return gradient;
  }

  private INDArray inputEpsilon(INDArray delta, LayerWorkspaceMgr workspaces) {
    boolean onePlane = quantized.planes().size() == 1;
    LevelBuffers.Plane first = quantized.planes().get(0);
    INDArray scaled = delta;
    if (onePlane && quantizer().scaled()) {
      // Of the two factors, it has fewer values to scale.
      scaled = workspaces.dup(ArrayType.BP_WORKING_MEM, delta).muliRowVector(first.scales());
    }
    INDArray weights = (onePlane ? first.levels() : quantized.weights()).transpose();
    INDArray transposed =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            delta.dataType(),
            new long[] {weights.size(0), delta.size(0)},
            'f');
    return weights.mmuli(scaled.transpose(), transposed).transpose();
  }

  @Override
  void requireInput(INDArray array) {
    INDArray weights = getParam(WEIGHTS);
    String problem = null;
    if (array.rank() != 2) {
      problem =
          "Expected a matrix [batch, %d] (missing preprocessor?), got rank %d, shape %s"
              .formatted(weights.size(0), array.rank(), Arrays.toString(array.shape()));
    } else if (array.size(1) != weights.size(0)) {
      problem =
          "Input with shape %s does not match the layer's input size %d"
              .formatted(Arrays.toString(array.shape()), weights.size(0));
    }
    if (problem != null) {
      throw new DL4JInvalidInputException(
          problem
              + "; the weights have shape "
              + Arrays.toString(weights.shape())
              + " "
              + layerId());
    }
  }

  @Override
  WeightQuantizer quantizer() {
    return layerConf().quantizer();
  }

  @Override
  double clip() {
    return layerConf().clip();
  }

  @Override
  public boolean hasBias() {
    return layerConf().hasBias();
  }
}
