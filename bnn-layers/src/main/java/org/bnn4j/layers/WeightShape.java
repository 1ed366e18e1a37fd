package org.bnn4j.layers;

import org.nd4j.common.util.ArrayUtil;

/**
 * Weights of a layer, as its initializer creates them.
 *
 * @param key their name among the parameters
 * @param shape in 'c' order
 * @param fanIn what the weight initialization takes for the number of inputs of an output
 * @param fanOut what it takes for the number of outputs of an input
 */
record WeightShape(String key, double fanIn, double fanOut, long... shape) {

  long length() {
    return ArrayUtil.prodLong(shape);
  }
}
