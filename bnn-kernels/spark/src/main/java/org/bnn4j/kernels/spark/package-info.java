/**
 * Scoring on Apache Spark with a packed model. Needs bnn-kernels and Spark, no Deeplearning4j, and
 * is built as a jar of its own, {@code bnn-examples-...-spark-scoring.jar}, the same for Scala 2.12
 * and 2.13.
 */
package org.bnn4j.kernels.spark;
