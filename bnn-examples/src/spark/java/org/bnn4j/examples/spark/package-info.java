/** The examples on Apache Spark; see {@code SPARK.md}. */
package org.bnn4j.examples.spark;
