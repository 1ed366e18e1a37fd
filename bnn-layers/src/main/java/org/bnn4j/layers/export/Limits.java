package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bnn4j.layers.QuantizedDense;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** Settings that a model cannot have; a network with one is refused, never approximated. */
final class Limits {
  private static final Set<Class<?>> BUILT_IN =
      Set.of(
          DenseLayer.class,
          OutputLayer.class,
          LossLayer.class,
          BatchNormalization.class,
          ActivationLayer.class,
          DropoutLayer.class);

  private static final String SUPPORTED =
      "BinaryDense, TernaryDense, DenseLayer, OutputLayer, LossLayer, BatchNormalization, ActivationLayer and "
          + "DropoutLayer";

  private Limits() {}

  static void check(MultiLayerNetwork network) {
    if (!network.isInitCalled()) {
      throw new ExportException("the network is not initialized: call init() and train it first");
    }
    List<LayerRef> before = new ArrayList<>();
    for (int index = 0; index < network.getnLayers(); index++) {
      Layer conf = network.getLayerWiseConfigurations().getConf(index).getLayer();
      LayerRef ref = LayerRef.of(index, conf);
      checkType(conf, ref);
      checkName(ref, before);
      checkPreprocessor(network, ref);
      checkWeightNoise(conf, ref);
      before.add(ref);
    }
    DataType type = network.getLayerWiseConfigurations().getDataType();
    if (type != DataType.FLOAT) {
      throw new ExportException(
          "the network computes in "
              + type
              + ": parity can be promised for FLOAT only, use network.convertDataType(DataType.FLOAT)");
    }
  }

  /** A subclass of a built-in layer may compute something else; only the layer itself is known. */
  private static void checkType(Layer conf, LayerRef ref) {
    if (!(conf instanceof QuantizedDense) && !BUILT_IN.contains(conf.getClass())) {
      throw ref.refuse("this type cannot be exported; supported are " + SUPPORTED);
    }
    if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
      throw ref.refuse("layer normalization cannot be exported");
    }
  }

  /** Names become those of the model's nodes: each must be another, and none like a made one. */
  private static void checkName(LayerRef ref, List<LayerRef> before) {
    if (ref.name().indexOf(':') >= 0) {
      throw ref.refuse("a layer's name must not have a colon");
    }
    for (LayerRef other : before) {
      if (other.name().equals(ref.name())) {
        throw ref.refuse("its name is that of " + other + ", too");
      }
    }
  }

  private static void checkPreprocessor(MultiLayerNetwork network, LayerRef ref) {
    Object preprocessor = network.getLayerWiseConfigurations().getInputPreProcess(ref.index());
    if (preprocessor != null) {
      throw ref.refuse(
          "the preprocessor " + preprocessor.getClass().getSimpleName() + " cannot be exported");
    }
  }

  /** DL4J's own two are for training alone; what another does to the weights is not known here. */
  private static void checkWeightNoise(Layer conf, LayerRef ref) {
    IWeightNoise noise = conf instanceof BaseLayer base ? base.getWeightNoise() : null;
    if (noise != null && !(noise instanceof DropConnect || noise instanceof WeightNoise)) {
      throw ref.refuse("the weight noise " + noise + " cannot be exported");
    }
  }
}
