package org.bnn4j.layers.geometry;

import java.util.List;
import java.util.Optional;

/**
 * The statistics of one layer's weights.
 *
 * @param index the layer's place in the network, from 0
 * @param name its name
 * @param type its class, without the package
 * @param parameter the key of the weights, such as "W"
 * @param quantizer what makes the quantized weights; "sign" for float layers
 * @param outputs how many outputs the layer has, each with weights of its own
 * @param fanIn weights of an output
 * @param clip the bound of latent weights; 0 if there is none
 * @param first whether no other layer with weights comes before it
 * @param last whether none comes behind it
 * @param angles angles of the outputs' weights; none if all weights are 0
 * @param latents shape of the weights' distribution
 * @param products proportionality of products; none if they were not measured
 * @param notMeasured why not
 * @param ternary what ternary weights would be
 * @param probes binary weights in other coordinates, as far as asked for
 * @param swap what the network loses or gains without the layer's quantization, if asked for
 * @param judgement what it amounts to
 */
public record LayerGeometry(
    int index,
    String name,
    String type,
    String parameter,
    String quantizer,
    long outputs,
    long fanIn,
    double clip,
    boolean first,
    boolean last,
    Optional<AngleStatistics> angles,
    LatentStatistics latents,
    Optional<ProductStatistics> products,
    Optional<String> notMeasured,
    TernarySweep ternary,
    List<Probe> probes,
    Optional<SwapTest> swap,
    Judgement judgement) {

  public LayerGeometry {
    probes = List.copyOf(probes);
  }

  /** Outputs without an angle, as their weights are all 0 before or after quantization. */
  public long withoutAngle() {
    return outputs - angles.map(AngleStatistics::filters).orElse(0L);
  }

  LayerGeometry with(Judgement verdict) {
    return new LayerGeometry(
        index,
        name,
        type,
        parameter,
        quantizer,
        outputs,
        fanIn,
        clip,
        first,
        last,
        angles,
        latents,
        products,
        notMeasured,
        ternary,
        probes,
        swap,
        verdict);
  }
}
