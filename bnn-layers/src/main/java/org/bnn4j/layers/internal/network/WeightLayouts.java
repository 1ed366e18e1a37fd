package org.bnn4j.layers.internal.network;

import java.util.Map;
import java.util.Set;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedDense;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;

/** The layouts of the weights of those layers whose outputs are sums of weighted inputs. */
public final class WeightLayouts {

  /** The key of most weights. */
  public static final String W = "W";

  /** The key of recurrent weights. */
  public static final String RW = "RW";

  /** The key of the weights of a separable convolution's second step. */
  public static final String PW = "pW";

  private static final Map<String, WeightLayout> DENSE = Map.of(W, WeightLayout.COLUMNS);
  private static final Map<String, WeightLayout> RECURRENT =
      Map.of(W, WeightLayout.COLUMNS, RW, WeightLayout.COLUMNS);
  private static final Map<String, WeightLayout> CONVOLUTION =
      Map.of(W, WeightLayout.OUTPUTS_FIRST);
  private static final Map<String, WeightLayout> DEPTHWISE = Map.of(W, WeightLayout.TAPS_FIRST);
  private static final Map<String, WeightLayout> SEPARABLE =
      Map.of(W, WeightLayout.MULTIPLIER_FIRST, PW, WeightLayout.OUTPUTS_FIRST);

  /** By type, not by whether a type extends another: a subclass may compute something else. */
  @SuppressWarnings("deprecation") // A GravesLSTM is that, and networks have it.
  private static final Map<Class<?>, Map<String, WeightLayout>> BUILT_IN =
      Map.ofEntries(
          Map.entry(DenseLayer.class, DENSE),
          Map.entry(OutputLayer.class, DENSE),
          Map.entry(RnnOutputLayer.class, DENSE),
          Map.entry(CenterLossOutputLayer.class, DENSE),
          Map.entry(SimpleRnn.class, RECURRENT),
          Map.entry(LSTM.class, RECURRENT),
          Map.entry(
              GravesLSTM.class,
              Map.of(W, WeightLayout.COLUMNS, RW, WeightLayout.COLUMNS_AND_PEEPHOLES)),
          Map.entry(ConvolutionLayer.class, CONVOLUTION),
          Map.entry(Convolution2D.class, CONVOLUTION),
          Map.entry(Convolution3D.class, Map.of(W, WeightLayout.OUTPUTS_FIRST_3D)),
          Map.entry(Deconvolution2D.class, Map.of(W, WeightLayout.INPUTS_FIRST)),
          Map.entry(Deconvolution3D.class, Map.of(W, WeightLayout.TAPS_FIRST_3D)),
          Map.entry(DepthwiseConvolution2D.class, DEPTHWISE),
          Map.entry(SeparableConvolution2D.class, SEPARABLE));

  private WeightLayouts() {}

  /** Deeplearning4j's own layers that have such weights. */
  public static Set<Class<?>> builtIn() {
    return BUILT_IN.keySet();
  }

  /** The layouts of a built-in layer's weights by parameter key; none for a layer without. */
  public static Map<String, WeightLayout> ofBuiltIn(Class<?> type) {
    return BUILT_IN.getOrDefault(type, Map.of());
  }

  /** The layouts of a layer's weights by parameter key; none for a layer without. */
  public static Map<String, WeightLayout> of(Layer conf) {
    if (conf instanceof QuantizedDense) {
      return DENSE;
    } else if (conf instanceof BinaryDepthwiseConv2D) {
      return DEPTHWISE;
    } else if (conf instanceof BinarySeparableConv2D) {
      return SEPARABLE;
    }
    return conf instanceof QuantizedConv2D ? CONVOLUTION : ofBuiltIn(conf.getClass());
  }
}
