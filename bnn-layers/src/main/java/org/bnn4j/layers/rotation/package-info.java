/**
 * Generalized binarization after Anderson and Berg: a rotation before a layer on correlated inputs.
 * {@link org.bnn4j.layers.rotation.Rotation} is the way in.
 */
package org.bnn4j.layers.rotation;
