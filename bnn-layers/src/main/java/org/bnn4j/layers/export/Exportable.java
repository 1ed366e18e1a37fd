package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.internal.network.Topology;
import org.bnn4j.layers.internal.network.Vertex;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.bnn4j.layers.weightnoise.QuantizedWeights;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.nd4j.linalg.api.buffer.DataType;

/** Settings that a model cannot have; a network with one is refused, never approximated. */
final class Exportable {
  private static final Set<Class<?>> BUILT_IN =
      Set.of(
          DenseLayer.class,
          ConvolutionLayer.class,
          OutputLayer.class,
          LossLayer.class,
          BatchNormalization.class,
          ActivationLayer.class,
          DropoutLayer.class,
          SubsamplingLayer.class,
          GlobalPoolingLayer.class,
          ZeroPaddingLayer.class,
          RSign.class,
          RPReLU.class);

  /** Of these, the ones that QuantizedWeights work on. */
  private static final Set<Class<?>> QUANTIZABLE =
      Set.of(DenseLayer.class, ConvolutionLayer.class, OutputLayer.class);

  private static final String SUPPORTED_LAYERS =
      "BinaryDense, TernaryDense, BinaryConv2D, TernaryConv2D, BinaryDepthwiseConv2D, "
          + "BinarySeparableConv2D, RSign, RPReLU, DenseLayer, ConvolutionLayer, OutputLayer, LossLayer, "
          + "BatchNormalization, ActivationLayer, DropoutLayer, SubsamplingLayer, "
          + "GlobalPoolingLayer and ZeroPaddingLayer";

  private static final String SUPPORTED_VERTICES =
      "layers, ElementWiseVertex with Add, MergeVertex and PreprocessorVertex";

  private Exportable() {}

  static void check(Topology network) {
    requireOne("inputs", network.inputs());
    requireOne(
        "outputs", network.outputs().stream().map(value -> network.source(value).name()).toList());
    List<LayerRef> before = new ArrayList<>();
    for (Vertex vertex : network.vertices()) {
      LayerRef ref = LayerRef.of(vertex);
      if (vertex instanceof Vertex.OfLayer layer) {
        checkType(layer.conf(), ref);
        checkWeightNoise(layer.conf(), ref);
      } else if (vertex instanceof Vertex.OfOther other) {
        checkType(other.conf(), ref);
      }
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

  private static void requireOne(String what, List<String> names) {
    if (names.size() != 1) {
      throw new ExportException(
          "the network has the " + what + " " + names + ", and a model has exactly one");
    }
  }

  /** A subclass of a built-in layer may compute something else; only the layer itself is known. */
  private static void checkType(Layer conf, LayerRef ref) {
    boolean quantized = conf instanceof QuantizedDense || conf instanceof QuantizedConv2D;
    if (!quantized && !BUILT_IN.contains(conf.getClass())) {
      throw ref.refuse("this type cannot be exported; supported are " + SUPPORTED_LAYERS);
    }
    if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
      throw ref.refuse("layer normalization cannot be exported");
    }
  }

  private static void checkType(GraphVertex conf, LayerRef ref) {
    boolean elementWise = conf.getClass() == ElementWiseVertex.class;
    if (!elementWise
        && conf.getClass() != MergeVertex.class
        && conf.getClass() != PreprocessorVertex.class) {
      throw ref.refuse("this type cannot be exported; supported are " + SUPPORTED_VERTICES);
    }
    if (elementWise && ((ElementWiseVertex) conf).getOp() != ElementWiseVertex.Op.Add) {
      throw ref.refuse(
          "the operation "
              + ((ElementWiseVertex) conf).getOp()
              + " cannot be exported; supported is Add");
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
  private static void checkWeightNoise(Layer conf, LayerRef ref) {
    IWeightNoise noise = conf instanceof BaseLayer base ? base.getWeightNoise() : null;
    if (noise instanceof QuantizedWeights weights) {
      checkQuantizedWeights(weights, (BaseLayer) conf, ref);
    } else if (noise != null && !(noise instanceof DropConnect || noise instanceof WeightNoise)) {
      throw ref.refuse("the weight noise " + noise + " cannot be exported");
    }
  }

  /** With a scale inside its product, a layer sums what is rounded; a model sums levels. */
  private static void checkQuantizedWeights(
      QuantizedWeights weights, BaseLayer conf, LayerRef ref) {
    if (conf.initializer().paramKeys(conf).isEmpty()) {
      return;
    }
    if (!QUANTIZABLE.contains(conf.getClass())) {
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
