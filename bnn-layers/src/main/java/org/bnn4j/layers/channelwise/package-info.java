/** Layers with trained numbers for each channel: ReActNet's shifted sign and rectifier. */
package org.bnn4j.layers.channelwise;
