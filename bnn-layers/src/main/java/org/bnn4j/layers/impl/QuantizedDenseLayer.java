package org.bnn4j.layers.impl;

import java.util.Arrays;
import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The dense layer that {@link QuantizedDense} configures. DL4J creates it; user code has no need
 * to.
 */
public class QuantizedDenseLayer extends BaseLayer<QuantizedDense> {

  private static final long serialVersionUID = 1L;
  private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private final transient QuantizedWeights quantized = new QuantizedWeights();
  private final transient RealInputNotice notice;

  /** Whether the quantized weights are those of a forward pass whose backward pass is due. */
  private transient boolean forwardDone;

  /**
   * Creates a layer without parameters; they are set next.
   *
   * @param inGraph whether the layer is a vertex of a ComputationGraph
   */
  public QuantizedDenseLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType);
    notice = new RealInputNotice(inGraph);
  }

  /**
   * Computes the values before the activation, [batch, nOut].
   *
   * @throws DL4JInvalidInputException if the input is not a matrix of width nIn
   */
  @Override
  protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireMatrix(input);
    if (training) {
      notice.check(input, index, layerConf().getLayerName());
    }
    applyDropOutIfNecessary(training, workspaces);
    quantize(training, workspaces);
    forwardDone = training;
    return product(training, workspaces);
  }

  private void quantize(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray latents = getParamWithNoise(WEIGHTS, training, workspaces);
    quantized.update(latents.transpose(), quantizer());
  }

  /**
   * Multiplies by the levels first and scales the outputs afterwards, so that no sum is rounded.
   */
  private INDArray product(boolean training, LayerWorkspaceMgr workspaces) {
    long nOut = quantized.levels().size(0);
    INDArray z =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.size(0), nOut);
    input.castTo(dataType).mmuli(quantized.levels().transpose(), z);
    if (quantizer().scaled()) {
      z.muliRowVector(quantized.scales());
    }
    if (hasBias()) {
      z.addiRowVector(getParamWithNoise(BIAS, training, workspaces));
    }
    if (maskArray != null) {
      applyMask(z);
    }
    return z;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces);
    if (!forwardDone) {
      quantize(true, workspaces);
    }
    forwardDone = false;
    INDArray delta = throughActivation(epsilon, workspaces);
    if (maskArray != null) {
      applyMask(delta);
    }
    Gradient gradient = parameterGradient(delta);
    INDArray inputEpsilon = inputEpsilon(delta, workspaces);
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(inputEpsilon));
  }

  private INDArray throughActivation(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    // The identity does not look at its input, which spares the product of the forward pass.
    if (layerConf().getActivationFn() instanceof ActivationIdentity) {
      return epsilon;
    }
    INDArray z = product(true, workspaces);
    return layerConf().getActivationFn().backprop(z, epsilon).getFirst();
  }

  /** With respect to the quantized weights, scale included: applied as it is to the latents. */
  private Gradient parameterGradient(INDArray delta) {
    Gradient gradient = new DefaultGradient();
    INDArray weightGradient = gradientViews.get(WEIGHTS);
    Nd4j.gemm(input.castTo(dataType), delta, weightGradient, true, false, 1.0, 0.0);
    gradient.gradientForVariable().put(WEIGHTS, weightGradient);
    if (hasBias()) {
      INDArray biasGradient = gradientViews.get(BIAS);
      delta.sum(biasGradient, 0);
      gradient.gradientForVariable().put(BIAS, biasGradient);
    }
    return gradient;
  }

  private INDArray inputEpsilon(INDArray delta, LayerWorkspaceMgr workspaces) {
    INDArray scaled = delta;
    if (quantizer().scaled()) {
      // On a copy: with the identity activation the array is still the next layer's.
      scaled = workspaces.dup(ArrayType.BP_WORKING_MEM, delta).muliRowVector(quantized.scales());
    }
    INDArray levels = quantized.levels().transpose();
    INDArray transposed =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            delta.dataType(),
            new long[] {levels.size(0), delta.size(0)},
            'f');
    return levels.mmuli(scaled.transpose(), transposed).transpose();
  }

  @Override
  public void applyConstraints(int iteration, int epoch) {
    super.applyConstraints(iteration, epoch);
    if (layerConf().clip() > 0) {
      new LatentWeightClip(layerConf().clip()).apply(getParam(WEIGHTS));
    }
  }

  private void requireMatrix(INDArray array) {
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

  private WeightQuantizer quantizer() {
    return layerConf().quantizer();
  }

  @Override
  public boolean hasBias() {
    return layerConf().hasBias();
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
