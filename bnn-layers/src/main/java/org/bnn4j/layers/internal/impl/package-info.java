/** Forward and backward passes of the layers configured in {@link org.bnn4j.layers}. */
package org.bnn4j.layers.internal.impl;
