/** Readers for the image data sets of the examples, and their bridge to Deeplearning4j. */
package org.bnn4j.examples.experiments.data;
