/**
 * What latent weights do while a network trains. {@link org.bnn4j.layers.insight.FlipRatioListener}
 * is the way in: a listener that counts flips and weights at the clip, layer by layer, and warns.
 */
package org.bnn4j.layers.insight;
