/** Maps from latent weights to the levels -1, 0 and +1, shared by every quantized layer. */
package org.bnn4j.layers.quantizers;
