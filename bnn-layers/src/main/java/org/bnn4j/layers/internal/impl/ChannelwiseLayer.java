package org.bnn4j.layers.internal.impl;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A function of every value by itself, with parameters for each channel.
 *
 * @param <C> the layer's configuration
 */
abstract class ChannelwiseLayer<C extends FeedForwardLayer> extends BaseLayer<C> {

  private static final long serialVersionUID = 1L;

  ChannelwiseLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Returns where the channels of images are. */
  abstract CNN2DFormat format();

  /** Replaces values by the function of them. */
  abstract void forward(INDArray values);

  /**
   * Replaces values by the gradient with respect to them, and writes the parameters' gradients.
   *
   * @param epsilon gradient with respect to the function's values; not modified
   */
  abstract void backward(INDArray values, INDArray epsilon, Gradient gradient);

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireInput();
    applyDropOutIfNecessary(training, workspaces);
    INDArray values = workspaces.dup(ArrayType.ACTIVATIONS, input.castTo(dataType));
    forward(values);
    return values;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces);
    INDArray values = workspaces.dup(ArrayType.ACTIVATION_GRAD, input.castTo(dataType));
    Gradient gradient = new DefaultGradient();
    backward(values, epsilon.castTo(dataType), gradient);
    return new Pair<>(gradient, backpropDropOutIfPresent(values));
  }

  /** Writes a parameter's gradient: the sum over its channel's values. */
  void sum(String key, INDArray values, Gradient gradient) {
    INDArray view = gradientViews.get(key);
    int[] others = IntStream.range(0, values.rank()).filter(d -> d != channelDimension()).toArray();
    view.assign(values.sum(others).reshape(view.shape()));
    gradient.setGradientFor(key, view);
  }

  int channelDimension() {
    return input.rank() == 4 && format() == CNN2DFormat.NHWC ? 3 : 1;
  }

  private void requireInput() {
    long channels = layerConf().getNIn();
    boolean known = input.rank() >= 2 && input.rank() <= 4;
    if (!known || input.size(channelDimension()) != channels) {
      throw new DL4JInvalidInputException(
          "Input of shape %s does not have the layer's %d channels %s"
              .formatted(Arrays.toString(input.shape()), channels, layerId()));
    }
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
