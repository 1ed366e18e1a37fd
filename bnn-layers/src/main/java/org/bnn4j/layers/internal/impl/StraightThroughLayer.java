package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a layer that computes with quantized weights and trains latent ones.
 *
 * <p>Weights are quantized once per step, in the forward pass; the backward pass of the same step
 * uses them again.
 *
 * @param <C> the layer's configuration
 */
abstract class StraightThroughLayer<C extends BaseLayer>
    extends org.deeplearning4j.nn.layers.BaseLayer<C> {

  private static final long serialVersionUID = 1L;

  private final transient RealInputNotice notice;

  /** Whether the quantized weights are those of a forward pass whose backward pass is due. */
  private transient boolean forwardDone;

  StraightThroughLayer(NeuralNetConfiguration conf, DataType dataType, boolean inGraph) {
    super(conf, dataType);
    notice = new RealInputNotice(getClass(), inGraph);
  }

  /** Refuses an input of another shape than the layer's. */
  abstract void requireInput(INDArray array);

  /** Quantizes the latent weights, after their noise. */
  abstract void quantize(boolean training, LayerWorkspaceMgr workspaces);

  /** Computes the values before the activation from the input and the quantized weights. */
  abstract INDArray product(boolean training, LayerWorkspaceMgr workspaces);

  /**
   * Writes the parameters' gradients and returns them and the gradient with respect to the input.
   *
   * @param delta gradient with respect to what {@link #product} returned; not modified, as with the
   *     identity activation it is still the next layer's
   */
  abstract Pair<Gradient, INDArray> gradients(INDArray delta, LayerWorkspaceMgr workspaces);

  /** Returns the bound of the latent weights; 0 if they are not clipped. */
  abstract double clip();

  /** Returns what turns the latent weights into levels and scales. */
  abstract WeightQuantizer quantizer();

  /** Returns the quantizer's trained numbers; null if it has none. */
  INDArray learned() {
    return quantizer() instanceof LearnedScales ? getParam(LearnedScales.KEY) : null;
  }

  /**
   * Turns the gradient with respect to the quantized weights into that with respect to the latent
   * ones, and writes that of the quantizer's trained numbers.
   *
   * @param latents [outputs, fanIn], as they were quantized
   * @param weightGradient [outputs, fanIn], c-contiguous; overwritten
   */
  void toLatents(INDArray latents, INDArray weightGradient, Gradient gradient) {
    if (quantizer() instanceof LearnedScales trained) {
      INDArray numbers = gradientViews.get(LearnedScales.KEY);
      trained.backpropagate(LevelBuffers.contiguous(latents), learned(), weightGradient, numbers);
      gradient.setGradientFor(LearnedScales.KEY, numbers);
    } else if (!quantizer().straightThrough()) {
      quantizer().backpropagate(LevelBuffers.contiguous(latents), weightGradient);
    }
  }

  /**
   * Computes the values before the activation.
   *
   * @throws DL4JInvalidInputException if the input does not have the layer's shape
   */
  @Override
  protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireInput(input);
    if (training) {
      notice.check(input, index, layerConf().getLayerName());
    }
    applyDropOutIfNecessary(training, workspaces);
    quantize(training, workspaces);
    forwardDone = training;
    return product(training, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces);
    if (!forwardDone) {
      quantize(true, workspaces);
    }
    forwardDone = false;
    INDArray delta = throughActivation(epsilon.castTo(dataType), workspaces);
    if (maskArray != null) {
      applyMask(delta);
    }
    Pair<Gradient, INDArray> result = gradients(delta, workspaces);
    weightNoiseParams.clear();
    return new Pair<>(result.getFirst(), backpropDropOutIfPresent(result.getSecond()));
  }

  private INDArray throughActivation(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    // The identity does not look at its input, which spares the product of the forward pass.
    if (layerConf().getActivationFn() instanceof ActivationIdentity) {
      return epsilon;
    }
    INDArray z = product(true, workspaces);
    return layerConf().getActivationFn().backprop(z, epsilon).getFirst();
  }

  @Override
  public void applyConstraints(int iteration, int epoch) {
    super.applyConstraints(iteration, epoch);
    if (clip() > 0) {
      LatentWeightClip bound = new LatentWeightClip(clip());
      layerConf().initializer().weightKeys(layerConf()).forEach(key -> bound.apply(getParam(key)));
    }
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
