package org.bnn4j.layers.conversion;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.BinaryDepthwiseConv2D;
import org.bnn4j.layers.BinarySeparableConv2D;
import org.bnn4j.layers.QuantizedConv2D;
import org.bnn4j.layers.QuantizedLayer;
import org.bnn4j.layers.TernaryConv2D;
import org.bnn4j.layers.TernaryDense;
import org.bnn4j.layers.quantizers.WeightPrecision;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** The quantized layers that have the settings, and the parameters, of Deeplearning4j's. */
final class Counterparts {

  private static final Set<Class<?>> DEPTHWISE =
      Set.of(DepthwiseConvolution2D.class, SeparableConvolution2D.class);
  private static final Set<Class<?>> OTHERS =
      Set.of(DenseLayer.class, ConvolutionLayer.class, Convolution2D.class);

  private Counterparts() {}

  static String label(WeightPrecision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  /** Says why a layer has no counterpart, as the end of a sentence about it; empty if it has. */
  static Optional<String> obstacle(Layer conf, WeightPrecision precision) {
    String become = "cannot become " + label(precision) + ": ";
    if (conf instanceof QuantizedLayer) {
      return Optional.of("is quantized already");
    }
    return kindObstacle(conf, precision)
        .or(() -> settingObstacle((BaseLayer) conf))
        .map(become::concat);
  }

  private static Optional<String> kindObstacle(Layer conf, WeightPrecision precision) {
    if (conf instanceof BaseOutputLayer) {
      return Optional.of(
          "it is product and loss in one, and a quantized layer has no loss. Leave the last layer"
              + " float, or build the float network with a DenseLayer, a BatchNormalization and a"
              + " LossLayer in its place");
    }
    if (DEPTHWISE.contains(conf.getClass())) {
      return precision == WeightPrecision.BINARY
          ? Optional.empty()
          : Optional.of("convolutions of single channels have binary counterparts only");
    }
    return OTHERS.contains(conf.getClass())
        ? Optional.empty()
        : Optional.of(
            "only DenseLayer, ConvolutionLayer, DepthwiseConvolution2D and SeparableConvolution2D"
                + " have counterparts, and no other class, even if it extends one of them");
  }

  private static Optional<String> settingObstacle(BaseLayer conf) {
    if (conf instanceof DenseLayer dense && dense.hasLayerNorm()) {
      return Optional.of("its layer normalization would be lost");
    }
    if (conf instanceof ConvolutionLayer convolution
        && convolution.getConvolutionMode() == ConvolutionMode.Causal) {
      return Optional.of("its convolutionMode Causal is for sequences, not for images");
    }
    if (conf.getWeightNoise() != null) {
      return Optional.of(
          "its weight noise, %s, would go before the quantizer, which makes something else of it"
              .formatted(conf.getWeightNoise().getClass().getSimpleName()));
    }
    return Optional.empty();
  }

  /**
   * Makes the counterpart of a layer that has one.
   *
   * @param conf whose settings' objects become those of the new layer
   */
  static FeedForwardLayer of(Layer conf, WeightPrecision precision) {
    boolean binary = precision == WeightPrecision.BINARY;
    if (conf instanceof DenseLayer dense) {
      boolean bias = dense.hasBias();
      return settings(
          dense,
          binary
              ? new BinaryDense.Builder().hasBias(bias).build()
              : new TernaryDense.Builder().hasBias(bias).build());
    }
    ConvolutionLayer convolution = (ConvolutionLayer) conf;
    return convolutionSettings(
        convolution, binary ? binary(convolution) : new TernaryConv2D.Builder().build());
  }

  private static QuantizedConv2D binary(ConvolutionLayer conf) {
    if (conf instanceof DepthwiseConvolution2D depthwise) {
      return new BinaryDepthwiseConv2D.Builder()
          .depthMultiplier(depthwise.getDepthMultiplier())
          .build();
    }
    if (conf instanceof SeparableConvolution2D separable) {
      return new BinarySeparableConv2D.Builder()
          .depthMultiplier(separable.getDepthMultiplier())
          .build();
    }
    return new BinaryConv2D.Builder().build();
  }

  private static QuantizedConv2D convolutionSettings(ConvolutionLayer from, QuantizedConv2D to) {
    to.setHasBias(from.hasBias());
    to.setConvolutionMode(from.getConvolutionMode());
    to.setKernelSize(from.getKernelSize());
    to.setStride(from.getStride());
    // Same sets the padding itself; Deeplearning4j ignores one that is set, this library refuses
    // it.
    boolean same = from.getConvolutionMode() == ConvolutionMode.Same;
    to.setPadding(same ? new int[2] : from.getPadding());
    to.setDilation(from.getDilation());
    to.setCnn2dDataFormat(from.getCnn2dDataFormat());
    to.setDefaultValueOverriden(from.isDefaultValueOverriden());
    to.setCudnnAllowFallback(from.isCudnnAllowFallback());
    to.setCudnnAlgoMode(from.getCudnnAlgoMode());
    to.setCudnnFwdAlgo(from.getCudnnFwdAlgo());
    to.setCudnnBwdFilterAlgo(from.getCudnnBwdFilterAlgo());
    to.setCudnnBwdDataAlgo(from.getCudnnBwdDataAlgo());
    return settings(from, to);
  }

  private static <L extends FeedForwardLayer> L settings(FeedForwardLayer from, L to) {
    to.setLayerName(from.getLayerName());
    to.setIDropout(from.getIDropout());
    to.setConstraints(from.getConstraints());
    to.setActivationFn(from.getActivationFn());
    to.setWeightInitFn(from.getWeightInitFn());
    to.setBiasInit(from.getBiasInit());
    to.setGainInit(from.getGainInit());
    to.setRegularization(from.getRegularization());
    to.setRegularizationBias(from.getRegularizationBias());
    to.setIUpdater(from.getIUpdater());
    to.setBiasUpdater(from.getBiasUpdater());
    to.setGradientNormalization(from.getGradientNormalization());
    to.setGradientNormalizationThreshold(from.getGradientNormalizationThreshold());
    to.setNIn(from.getNIn());
    to.setNOut(from.getNOut());
    to.setTimeDistributedFormat(from.getTimeDistributedFormat());
    return to;
  }
}
