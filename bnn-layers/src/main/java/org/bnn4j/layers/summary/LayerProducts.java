package org.bnn4j.layers.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.internal.network.Wrappers;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;

/**
 * Decides which weights a layer multiplies by and how often: a weight counts once for every
 * position that it is applied to, at the border as well.
 */
final class LayerProducts {
  private static final List<Class<? extends Layer>> WITHOUT_WEIGHTS =
      List.of(
          NoParamLayer.class,
          DropoutLayer.class,
          RepeatVector.class,
          BatchNormalization.class,
          LocalResponseNormalization.class,
          PReLULayer.class,
          RSign.class,
          RPReLU.class,
          LossLayer.class,
          CnnLossLayer.class,
          Cnn3DLossLayer.class,
          RnnLossLayer.class,
          Yolo2OutputLayer.class);

  private static final List<Class<? extends Layer>> DENSE =
      List.of(
          QuantizedDense.class,
          DenseLayer.class,
          BaseOutputLayer.class,
          AutoEncoder.class,
          ElementWiseMultiplicationLayer.class);

  private final Layer conf;
  private final Signal in;
  private final InputType out;
  private final Map<String, Long> parameters;
  private final List<WeightProduct> products = new ArrayList<>();

  private LayerProducts(Layer conf, Signal in, InputType out, Map<String, Long> parameters) {
    this.conf = conf;
    this.in = in;
    this.out = out;
    this.parameters = parameters;
  }

  /**
   * The products of a layer; nothing if it is not known how it multiplies.
   *
   * @param in what it reads
   * @param out the type of what it puts out
   * @param parameters the lengths of its parameters by key
   */
  static Optional<List<WeightProduct>> of(
      Layer conf, Signal in, InputType out, Map<String, Long> parameters) {
    if (conf instanceof Bidirectional both) {
      return of(both, in, parameters);
    } else if (conf instanceof TimeDistributed) {
      InputType step = InputType.feedForward(Signal.channels(in.type()));
      return ofInner(conf, in.withType(step).withFolded(Signal.positions(in.type())), parameters);
    } else if (Wrappers.inner(conf).isPresent()) {
      return ofInner(conf, in, parameters);
    }
    LayerProducts products = new LayerProducts(conf, in, out, parameters);
    return products.find() ? Optional.of(products.products) : Optional.empty();
  }

  private static Optional<List<WeightProduct>> ofInner(
      Layer wrapper, Signal in, Map<String, Long> parameters) {
    Layer inner = Wrappers.inner(wrapper).orElseThrow();
    return of(inner, in, OutputTypes.of(inner, -1, in.type()), parameters);
  }

  /** Both directions read the whole sequence; their parameters' keys begin with f and b. */
  private static Optional<List<WeightProduct>> of(
      Bidirectional both, Signal in, Map<String, Long> parameters) {
    List<WeightProduct> products = new ArrayList<>();
    for (String direction : List.of("f", "b")) {
      Map<String, Long> own = new HashMap<>();
      parameters.forEach(
          (key, length) -> {
            if (key.startsWith(direction)) {
              own.put(key.substring(1), length);
            }
          });
      Optional<List<WeightProduct>> found = ofInner(both, in, own);
      if (found.isEmpty()) {
        return found;
      }
      products.addAll(found.get());
    }
    return Optional.of(products);
  }

  /** Whether the layer is known. */
  @SuppressWarnings("deprecation") // GravesBidirectionalLSTM: networks that have one are counted.
  private boolean find() {
    long outputs = Signal.positions(out);
    long inputs = Signal.positions(in.type());
    if (conf instanceof BinarySeparableConv2D || conf instanceof SeparableConvolution2D) {
      // The second product reads the sums of the first.
      return add("W", in.bits(), outputs) && add("pW", ActivationBits.REAL, outputs);
    } else if (conf instanceof Deconvolution2D || conf instanceof Deconvolution3D) {
      return add("W", in.bits(), inputs);
    } else if (conf instanceof ConvolutionLayer || isAny(DENSE)) {
      return add("W", in.bits(), outputs);
    } else if (conf instanceof LocallyConnected1D || conf instanceof LocallyConnected2D) {
      return add("W", in.bits(), 1); // every position has weights of its own
    } else if (conf instanceof EmbeddingLayer || conf instanceof EmbeddingSequenceLayer) {
      return add("W", in.bits(), 0); // looked up
    } else if (conf instanceof SimpleRnn rnn) {
      return add("W", in.bits(), inputs)
          && add("RW", ActivationBits.of(rnn.getActivationFn()), inputs);
    } else if (conf instanceof AbstractLSTM) {
      return add("W", in.bits(), inputs) && add("RW", ActivationBits.REAL, inputs);
    } else if (conf instanceof GravesBidirectionalLSTM) {
      return add("WF", in.bits(), inputs)
          && add("RWF", ActivationBits.REAL, inputs)
          && add("WB", in.bits(), inputs)
          && add("RWB", ActivationBits.REAL, inputs);
    }
    return isAny(WITHOUT_WEIGHTS);
  }

  private boolean isAny(List<Class<? extends Layer>> types) {
    return types.stream().anyMatch(type -> type.isInstance(conf));
  }

  /** Adds a product, unless a subclass keeps its weights elsewhere. */
  private boolean add(String key, int inputBits, long positions) {
    Long weights = parameters.get(key);
    if (weights == null) {
      return false;
    }
    MacPrecision precision = new MacPrecision(inputBits, WeightBits.of(conf, key));
    products.add(new WeightProduct(precision, weights, weights * positions * in.rows()));
    return true;
  }
}
