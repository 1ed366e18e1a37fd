/**
 * Data sets for the experiments: readers for IDX and CIFAR-10 files and for the embedded digits,
 * augmentation, and an iterator for Deeplearning4j. {@code LabeledImages} is what all of them give.
 */
package org.bnn4j.examples.experiments.data;
