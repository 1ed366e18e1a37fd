/**
 * The loops of products, in several ways ("paths") that give the same integers. Internal: the
 * module does not export it, and it may change without notice. {@link
 * org.bnn4j.kernels.paths.KernelPaths} is the way in, and alone decides which path runs. {@link
 * org.bnn4j.kernels.paths.ReferencePath} is the definition, to read and to compare with; {@link
 * org.bnn4j.kernels.paths.PlainPath} has loops that the JIT vectorises; on Java 21 and later there
 * is one on the Vector API.
 */
package org.bnn4j.kernels.paths;
