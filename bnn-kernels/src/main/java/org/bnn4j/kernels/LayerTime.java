package org.bnn4j.kernels;

/**
 * How long a step of a run takes.
 *
 * @param layers what it computes: a name of {@link BnnModel#layers()}, or several where one step
 *     does the work of several layers
 * @param micros microseconds for one example, the median of many
 */
public record LayerTime(String layers, double micros) {}
