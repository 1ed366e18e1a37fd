/**
 * Training of Deeplearning4j networks on Apache Spark: data-parallel, by averaging parameters and
 * the state of the updater. {@link org.bnn4j.layers.spark.SparkTrainer} is the way in, and {@link
 * org.bnn4j.layers.spark.ClassifiedRows} reads the rows. A run does not depend on files, executors
 * or losses.
 */
package org.bnn4j.layers.spark;
