/** Quantized activations: functions of DL4J's ActivationLayer and of any layer that takes one. */
package org.bnn4j.layers.activations;
