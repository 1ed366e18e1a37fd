package org.bnn4j.layers.verification;

import org.bnn4j.kernels.types.EdgeKind;

/**
 * How far a network and its exported model agree on one layer's output. A value that differs is
 * counted once, as one of the last three.
 *
 * @param layer the layer's name
 * @param kind what the model has there
 * @param values values compared
 * @param equal values that are equal, to the last bit
 * @param rounding values that differ in a way that the rounding of the network's float sums
 *     explains: a bit whose accumulator lies that near to its threshold, a float that such a sum
 *     may give, or one within {@link Verification#TOLERANCE} behind a function
 * @param inherited values that differ in examples in which an earlier layer's bits differ already
 * @param unexplained values that differ for no such reason
 * @param maxDifference largest absolute difference
 */
public record LayerAgreement(
    String layer,
    EdgeKind kind,
    long values,
    long equal,
    long rounding,
    long inherited,
    long unexplained,
    double maxDifference) {}
