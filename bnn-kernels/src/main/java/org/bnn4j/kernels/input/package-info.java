/**
 * Numbers and pictures from outside. Internal: the module does not export it, and it may change
 * without notice. {@code Decimal} reads a number of a text; {@code PngPicture} reads a PNG file
 * into the values that a model takes, with limits on its size. What is wrong is an {@link
 * org.bnn4j.kernels.input.InputException} that a person can read.
 */
package org.bnn4j.kernels.input;
