/** Quantized weights in DL4J's own layers, by its hook for weight noise. */
package org.bnn4j.layers.weightnoise;
