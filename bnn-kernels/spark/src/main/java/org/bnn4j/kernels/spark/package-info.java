/**
 * Scoring on Apache Spark with a packed model. {@link org.bnn4j.kernels.spark.SparkScorer} is the
 * way in: rows in, rows with class, scores and problem out, or a function of SQL. Needs bnn-kernels
 * and Spark, no Deeplearning4j; the same classes serve Scala 2.12 and 2.13.
 */
package org.bnn4j.kernels.spark;
