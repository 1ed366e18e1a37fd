/**
 * What the rest of bnn-kernels and its users both speak of: kinds of numbers, pictures, and the
 * error of a damaged model file. Depends on nothing.
 */
package org.bnn4j.kernels.types;
