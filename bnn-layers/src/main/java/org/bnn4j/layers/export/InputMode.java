package org.bnn4j.layers.export;

/** What an exported model takes. */
enum InputMode {
  /** Bytes with an ImagePreProcessingScaler of at most 8 bits, else floats. */
  BY_NORMALIZER,
  /** Unsigned bytes. */
  BYTES,
  /** Floats. */
  FLOATS
}
