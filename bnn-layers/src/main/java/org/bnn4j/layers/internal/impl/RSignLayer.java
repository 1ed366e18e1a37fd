package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.quantizers.Theta;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/** The layer that {@link RSign} configures. DL4J creates it; user code has no need to. */
public class RSignLayer extends ChannelwiseLayer<RSign> {

  private static final long serialVersionUID = 1L;

  /** Creates a layer without parameters; they are set next. */
  public RSignLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  CNN2DFormat format() {
    return layerConf().format();
  }

  @Override
  void forward(INDArray values) {
    shift(values);
    Theta.replace(values);
  }

  @Override
  void backward(INDArray values, INDArray epsilon, Gradient gradient) {
    shift(values);
    layerConf().gradient().backpropagate(values, epsilon);
    sum(RSign.SHIFT, values, gradient);
    gradientViews.get(RSign.SHIFT).negi();
  }

  private void shift(INDArray values) {
    Broadcast.sub(values, getParam(RSign.SHIFT), values, channelDimension());
  }
}
