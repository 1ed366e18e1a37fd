/**
 * The loops that products are made of, in several ways ("paths") that give the same integers:
 * {@link org.bnn4j.kernels.paths.ReferencePath} to be read and compared with, {@link
 * org.bnn4j.kernels.paths.PlainPath} for the JIT to vectorise, and on Java 21 and later one on the
 * Vector API. {@link org.bnn4j.kernels.paths.KernelPaths} alone decides which one runs.
 */
package org.bnn4j.kernels.paths;
