/**
 * From a trained network to a model that runs without Deeplearning4j: {@link
 * org.bnn4j.layers.export.BnnExporter} is the way in. {@code NetworkTranslator} walks the layers,
 * {@code GraphBuilder} folds what lies between two packed products, {@code Verifier} compares
 * network and model on data.
 */
package org.bnn4j.layers.export;
