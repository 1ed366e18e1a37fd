package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where classes come from. */
final class CodeSource {
  private CodeSource() {}

  /** The jar or folder of a class. */
  static Path of(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(type + " comes from no file", e);
    }
  }
}
