/**
 * What a comparison of a network with its exported model found: {@link
 * org.bnn4j.layers.export.BnnExporter#verify(org.nd4j.linalg.dataset.api.iterator.DataSetIterator)}
 * returns a {@link org.bnn4j.layers.verification.Verification}. For everybody who exports a
 * network.
 */
package org.bnn4j.layers.verification;
