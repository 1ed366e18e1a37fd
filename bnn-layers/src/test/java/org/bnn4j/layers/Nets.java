package org.bnn4j.layers;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and data for the tests. */
public final class Nets {

  private Nets() {}

  public static MultiLayerConfiguration conf(DataType type, Layer... layers) {
    var list =
        new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(new Sgd(0.1)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return list.build();
  }

  public static MultiLayerNetwork net(DataType type, Layer... layers) {
    MultiLayerNetwork net = new MultiLayerNetwork(conf(type, layers));
    net.init();
    return net;
  }

  /** A copy whose first two layers are frozen, and whose fifth has three new outputs. */
  public static MultiLayerNetwork tuned(MultiLayerNetwork net) {
    return new TransferLearning.Builder(net)
        .fineTuneConfiguration(new FineTuneConfiguration.Builder().updater(new Sgd(0.1)).build())
        .setFeatureExtractor(1)
        .nOutReplace(4, 3, WeightInit.XAVIER)
        .build();
  }

  public static LossLayer squaredLoss() {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }

  /** Squared loss over every value of images, channels first. */
  public static CnnLossLayer imageLoss() {
    return new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }

  public static LossLayer softmax() {
    return new LossLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .updater(new NoOp())
        .build();
  }

  /** Values in [-1, 1) that depend on the seed and shape alone. */
  public static INDArray uniform(DataType type, long seed, long... shape) {
    double[] values = new Random(seed).doubles(ArrayUtil.prodLong(shape), -1, 1).toArray();
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  /** One-hot rows. */
  public static INDArray oneHot(DataType type, int classes, int... labels) {
    INDArray rows = Nd4j.zeros(type, labels.length, classes);
    for (int i = 0; i < labels.length; i++) {
      rows.putScalar(i, labels[i], 1);
    }
    return rows;
  }
}
