/**
 * The geometry of binary and ternary networks: {@link org.bnn4j.layers.geometry.GeometrySurvey} is
 * the way in.
 */
package org.bnn4j.layers.geometry;
