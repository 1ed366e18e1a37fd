package org.bnn4j.layers.updaters;

import org.bnn4j.layers.quantizers.WeightPrecision;

/**
 * What an updater is told of a layer's latent weights.
 *
 * @param precision the levels they are quantized to
 * @param fanIn how many of them one output sums over
 * @param fanOut to how many sums one input contributes
 */
public record LatentWeights(WeightPrecision precision, long fanIn, long fanOut) {}
