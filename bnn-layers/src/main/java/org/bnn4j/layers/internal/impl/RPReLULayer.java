package org.bnn4j.layers.internal.impl;

import org.bnn4j.layers.channelwise.RPReLU;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/** The layer that {@link RPReLU} configures. DL4J creates it; user code has no need to. */
public class RPReLULayer extends ChannelwiseLayer<RPReLU> {

  private static final long serialVersionUID = 1L;

  /** Creates a layer without parameters; they are set next. */
  public RPReLULayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  CNN2DFormat format() {
    return layerConf().format();
  }

  @Override
  void forward(INDArray values) {
    int channels = channelDimension();
    Broadcast.sub(values, getParam(RPReLU.SHIFT_IN), values, channels);
    INDArray negative = negative(values);
    Broadcast.mul(negative, getParam(RPReLU.SLOPE), negative, channels);
    Nd4j.getExecutioner().exec(new RectifiedLinear(values, values, 0));
    // One of the two is 0, so the sum is not rounded.
    values.addi(negative);
    Broadcast.add(values, getParam(RPReLU.SHIFT_OUT), values, channels);
  }

  @Override
  void backward(INDArray values, INDArray epsilon, Gradient gradient) {
    int channels = channelDimension();
    sum(RPReLU.SHIFT_OUT, epsilon, gradient);
    Broadcast.sub(values, getParam(RPReLU.SHIFT_IN), values, channels);
    sum(RPReLU.SLOPE, negative(values).muli(epsilon), gradient);
    Nd4j.getExecutioner().exec(new Step(values, 0.0));
    INDArray above = epsilon.mul(values);
    INDArray below = epsilon.sub(above);
    Broadcast.mul(below, getParam(RPReLU.SLOPE), below, channels);
    values.assign(above.addi(below));
    sum(RPReLU.SHIFT_IN, values, gradient);
    gradientViews.get(RPReLU.SHIFT_IN).negi();
  }

  private static INDArray negative(INDArray values) {
    INDArray negative = values.dup();
    Nd4j.getExecutioner().exec(new ScalarMin(negative, 0.0));
    return negative;
  }
}
