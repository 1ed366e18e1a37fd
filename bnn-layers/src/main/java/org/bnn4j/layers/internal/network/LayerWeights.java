package org.bnn4j.layers.internal.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bnn4j.layers.LatentWeightClip;
import org.bnn4j.layers.QuantizedLayer;
import org.bnn4j.layers.quantizers.LearnedScales;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A parameter of weights that inputs are multiplied by and summed up.
 *
 * @param key its key in the layer
 * @param conf the configuration of the layer, or of that within it, which has them
 * @param parameter the parameter, as a view
 * @param layout where the parameter keeps the weights of each output
 * @param quantizer what the weights go through, if they are latent
 * @param learned the quantizer's trained numbers, if it has any
 * @param clip the bound of latent weights; 0 if there is none
 * @param frozen whether they are not trained
 */
public record LayerWeights(
    String key,
    BaseLayer conf,
    INDArray parameter,
    WeightLayout layout,
    Optional<WeightQuantizer> quantizer,
    Optional<INDArray> learned,
    double clip,
    boolean frozen) {

  /** The weights of a layer, also of one inside a wrapper or in both directions of one. */
  public static List<LayerWeights> of(Vertex.OfLayer vertex) {
    List<LayerWeights> found = new ArrayList<>();
    collect(vertex.layer(), vertex.frozen(), found);
    return found;
  }

  private static void collect(Layer layer, boolean frozen, List<LayerWeights> found) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      collect(wrapper.getUnderlying(), frozen || Frozen.is(layer), found);
    } else if (layer.conf().getLayer() instanceof Bidirectional both) {
      collect(layer, both.getFwd(), BidirectionalParamInitializer.FORWARD_PREFIX, frozen, found);
      collect(layer, both.getBwd(), BidirectionalParamInitializer.BACKWARD_PREFIX, frozen, found);
    } else {
      collect(layer, layer.conf().getLayer(), "", frozen, found);
    }
  }

  private static void collect(
      Layer layer,
      org.deeplearning4j.nn.conf.layers.Layer within,
      String prefix,
      boolean frozen,
      List<LayerWeights> found) {
    if (Frozen.bare(within) instanceof BaseLayer conf) {
      for (String key : conf.initializer().weightKeys(conf)) {
        WeightLayout layout = WeightLayouts.of(conf).get(key);
        if (layout != null) {
          found.add(of(layer, conf, prefix, key, layout, frozen));
        }
      }
    }
  }

  private static LayerWeights of(
      Layer layer, BaseLayer conf, String prefix, String key, WeightLayout layout, boolean frozen) {
    Optional<WeightQuantizer> quantizer = LayerQuantizer.of(conf, key);
    Optional<INDArray> learned =
        quantizer
            .filter(LearnedScales.class::isInstance)
            .map(scales -> layer.getParam(LearnedScales.KEY));
    double clip = 0;
    if (quantizer.isPresent()) {
      clip = conf instanceof QuantizedLayer ours ? ours.clip() : constraint(conf);
    }
    INDArray parameter = layer.getParam(prefix + key);
    return new LayerWeights(
        prefix + key, conf, parameter, layout, quantizer, learned, clip, frozen);
  }

  private static double constraint(BaseLayer conf) {
    return Optional.ofNullable(conf.getConstraints()).orElse(Collections.emptyList()).stream()
        .filter(LatentWeightClip.class::isInstance)
        .mapToDouble(constraint -> ((LatentWeightClip) constraint).clip())
        .min()
        .orElse(0);
  }

  /**
   * The weights [outputs, fanIn], c-contiguous: a view of the parameter if it lies so, or a copy.
   */
  public INDArray rows() {
    return layout.rows(parameter);
  }

  /** How many weights an output has. */
  public long fanIn() {
    return layout.matrixShape(layout.outputsFirst(parameter))[1];
  }
}
