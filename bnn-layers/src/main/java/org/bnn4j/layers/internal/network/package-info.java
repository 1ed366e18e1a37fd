/**
 * A network of either kind as one list of vertices, for the tools that go through networks: export,
 * summary, conversion, insight. Internal: for bnn4j's own modules; it may change without notice.
 * {@link org.bnn4j.layers.internal.network.Topology} is the way in; {@link
 * org.bnn4j.layers.internal.network.LayerWeights} finds the weights of a layer and their quantizer.
 */
package org.bnn4j.layers.internal.network;
