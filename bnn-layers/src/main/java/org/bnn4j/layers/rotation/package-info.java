/** Generalized binarization: a rotation before a layer on correlated inputs. */
package org.bnn4j.layers.rotation;
