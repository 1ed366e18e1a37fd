/**
 * From a trained network to a model that runs without Deeplearning4j. {@link
 * org.bnn4j.layers.export.BnnExporter} is the way in. {@code NetworkTranslator} walks through the
 * vertices of a network; {@code Exportable} is the one table from a class of layers to its
 * translation; {@code GraphBuilder} collects nodes and defers what may fold into the next one.
 */
package org.bnn4j.layers.export;
