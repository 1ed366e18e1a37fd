/**
 * Updaters that know latent weights from other parameters: {@link org.bnn4j.layers.updaters.Bop}
 * flips binary weights without latent magnitudes, {@link org.bnn4j.layers.updaters.GlorotScaled}
 * scales the learning rate by the size of a layer, as BinaryNet did.
 */
package org.bnn4j.layers.updaters;
