/**
 * Internal: may change without notice. Compares a network with the graph that was exported from it,
 * value by value. {@link org.bnn4j.layers.internal.verification.Verifier} is the way in; the
 * exporter alone uses it. {@code Exactness} says where no difference is excused, {@code
 * RoundingBound} how far the rounding of float sums may go elsewhere, from the {@code Summands} of
 * each value.
 */
package org.bnn4j.layers.internal.verification;
