package org.bnn4j.layers.internal.verification;

import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the network's input is of raw data.
 *
 * @param function returns a normalized copy
 * @param isIdentity whether that has the same values
 * @param rawOffset what a normalization that is the same for all features adds to each, in units of
 *     a raw input; 0 for others
 */
public record Normalization(
    UnaryOperator<INDArray> function, boolean isIdentity, double rawOffset) {}
