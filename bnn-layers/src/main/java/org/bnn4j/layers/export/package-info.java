/**
 * From a trained network to a model that runs without Deeplearning4j: {@link
 * org.bnn4j.layers.export.BnnExporter} is the way in. {@code NetworkTranslator} walks a network's
 * vertices and hands each to the translation of its kind, {@code GraphBuilder} collects nodes and
 * holds back what may fold into the next, {@code Verifier} compares network and model on data.
 */
package org.bnn4j.layers.export;
