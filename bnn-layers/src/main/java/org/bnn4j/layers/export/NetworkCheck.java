package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Checks a network before anything is translated. One with a setting that a model cannot have is
 * refused, never approximated.
 */
final class NetworkCheck {
  private NetworkCheck() {}

  static void check(Topology network) {
    requireOne("inputs", network.inputs());
    requireOne(
        "outputs", network.outputs().stream().map(value -> network.source(value).name()).toList());
    List<LayerRef> before = new ArrayList<>();
    for (Vertex vertex : network.vertices()) {
      LayerRef ref = LayerRef.of(vertex);
      vertex.accept(
          layer -> checkLayer(layer.conf(), ref),
          other -> Exportable.vertex(other.conf(), ref).check(other.conf(), ref));
      vertex.preprocessor().ifPresent(preprocessor -> Exportable.preprocessor(preprocessor, ref));
      checkName(ref, before);
      before.add(ref);
    }
    if (network.type() != DataType.FLOAT) {
      throw new ExportException(
          "the network computes in "
              + network.type()
              + ": parity can be promised for FLOAT only, use network.convertDataType(DataType.FLOAT)");
    }
  }

  private static void checkLayer(Layer conf, LayerRef ref) {
    LayerTranslation<Layer> translation = Exportable.layer(conf, ref);
    translation.check(conf, ref);
    if (conf instanceof BaseLayer base) {
      checkWeightNoise(base, translation.takesQuantizedWeights(), ref);
    }
  }

  private static void requireOne(String what, List<String> names) {
    if (names.size() != 1) {
      throw new ExportException(
          "the network has the " + what + " " + names + ", and a model has exactly one");
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

  /** DL4J's own two are for training alone; what another does to the weights is not known here. */
  private static void checkWeightNoise(BaseLayer conf, boolean quantizable, LayerRef ref) {
    IWeightNoise noise = conf.getWeightNoise();
    if (noise instanceof QuantizedWeights weights) {
      checkQuantizedWeights(weights, conf, quantizable, ref);
    } else if (noise != null && !(noise instanceof DropConnect || noise instanceof WeightNoise)) {
      throw ref.refuse("the weight noise " + noise + " cannot be exported");
    }
  }

  /** With a scale inside its product, a layer sums what is rounded; a model sums levels. */
  private static void checkQuantizedWeights(
      QuantizedWeights weights, BaseLayer conf, boolean quantizable, LayerRef ref) {
    if (conf.initializer().paramKeys(conf).isEmpty()) {
      return;
    }
    if (!quantizable) {
      throw ref.refuse(
          "this type does not take QuantizedWeights; set them on single layers, by their method on");
    }
    WeightQuantizer quantizer = weights.quantizer();
    if (quantizer.scaled() || quantizer.planes() > 1) {
      throw ref.refuse(
          weights
              + " have scales, which this type multiplies its weights by: those sums are rounded,"
              + " and a model's are not. Supported are quantizers of one plane without scales, such"
              + " as SignQuantizer or new TernaryQuantizer().scaled(false), and layers that scale"
              + " their sums: BinaryDense, TernaryDense, BinaryConv2D and TernaryConv2D");
    }
  }
}
