package org.bnn4j.layers.export;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** Settings that a model cannot have; a network with one is refused, never approximated. */
final class Limits {
  private Limits() {}

  static void check(MultiLayerNetwork network) {
    DataType type = network.getLayerWiseConfigurations().getDataType();
    if (type != DataType.FLOAT) {
      throw new ExportException(
          "the network computes in "
              + type
              + ": parity can be promised for FLOAT only, use network.convertDataType(DataType.FLOAT)");
    }
  }

  static void checkPreprocessor(MultiLayerNetwork network, LayerRef ref) {
    Object preprocessor = network.getLayerWiseConfigurations().getInputPreProcess(ref.index());
    if (preprocessor != null) {
      throw ref.refuse(
          "the preprocessor " + preprocessor.getClass().getSimpleName() + " cannot be exported");
    }
  }

  /** DL4J's own two are for training alone; what another does to the weights is not known here. */
  static void checkWeightNoise(Layer conf, LayerRef ref) {
    IWeightNoise noise = conf instanceof BaseLayer base ? base.getWeightNoise() : null;
    if (noise != null && !(noise instanceof DropConnect || noise instanceof WeightNoise)) {
      throw ref.refuse("the weight noise " + noise + " cannot be exported");
    }
  }

  static void checkLayerNorm(DenseLayer dense, LayerRef ref) {
    if (dense.hasLayerNorm()) {
      throw ref.refuse("layer normalization cannot be exported");
    }
  }
}
