package org.bnn4j.layers.geometry;

/**
 * The geometry of a layer at the end of an epoch.
 *
 * @param epoch epochs trained, from 1
 * @param layer name of the layer
 * @param parameter the key of the weights
 * @param angle mean angle between the weights before and after quantization, degrees; 0 if no
 *     output has one
 * @param r correlation of the products over all pairs; 0 if they were not measured
 * @param medianR median of the outputs' correlations; 0 if they were not measured
 */
public record TrackedLayer(
    int epoch, String layer, String parameter, double angle, double r, double medianR) {}
