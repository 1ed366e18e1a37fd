/**
 * Layers with trained numbers for each channel, as in ReActNet: {@link
 * org.bnn4j.layers.channelwise.RSign}, a sign with a shift, and {@link
 * org.bnn4j.layers.channelwise.RPReLU}, a rectifier with shifts and a slope. Both can be exported.
 */
package org.bnn4j.layers.channelwise;
