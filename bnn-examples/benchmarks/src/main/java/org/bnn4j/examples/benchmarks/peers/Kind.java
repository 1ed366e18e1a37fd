package org.bnn4j.examples.benchmarks.peers;

/** What a contender is. */
enum Kind {
  /** An exported model on this project's kernels. */
  PACKED,
  /** The float network on Deeplearning4j's own layers. */
  DL4J,
  /** The float network in Deeplearning4j, with convolutions on its native operation. */
  DL4J_NATIVE,
  /** The float network in ONNX Runtime. */
  ONNX_FLOAT,
  /** The float network in ONNX Runtime, quantized. */
  ONNX_INT8
}
