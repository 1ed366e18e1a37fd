/** Updaters that know latent weights: Bop, and BinaryNet's scaled learning rate. */
package org.bnn4j.layers.updaters;
