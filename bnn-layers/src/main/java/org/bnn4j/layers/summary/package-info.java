/**
 * What a network costs. {@link org.bnn4j.layers.summary.BnnSummary} is the way in. {@code
 * SummaryPass} follows the values through a network, {@code OutputTypes} tells their shapes, {@code
 * ActivationBits} and {@code WeightBits} their bits, {@code LayerProducts} which weights a layer
 * multiplies by and how often.
 */
package org.bnn4j.layers.summary;
