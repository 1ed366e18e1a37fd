/**
 * A network of either kind as one list of vertices, for the tools of this library that go through
 * networks: export, summary, conversion, insight.
 */
package org.bnn4j.layers.internal.network;
