/**
 * Scaling out: scoring and training on Apache Spark, and training on the cores of one machine; see
 * {@code SPARK.md}.
 */
package org.bnn4j.examples.spark;
