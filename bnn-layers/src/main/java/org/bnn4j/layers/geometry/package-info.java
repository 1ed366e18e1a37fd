/**
 * The geometry of binary and ternary networks after Anderson and Berg (ICLR 2018): angles,
 * proportionality of products, spectra of inputs. {@link org.bnn4j.layers.geometry.GeometrySurvey}
 * is the way in; {@link org.bnn4j.layers.geometry.GeometryListener} follows a training.
 */
package org.bnn4j.layers.geometry;
