/** Binary and ternary layers for Deeplearning4j. */
package org.bnn4j.layers;
