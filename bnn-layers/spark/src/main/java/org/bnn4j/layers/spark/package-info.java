/** Training Deeplearning4j networks on Apache Spark: data-parallel, by averaging parameters. */
package org.bnn4j.layers.spark;
