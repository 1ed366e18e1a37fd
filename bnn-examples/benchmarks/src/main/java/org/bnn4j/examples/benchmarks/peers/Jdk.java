package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK.
 *
 * @param home its folder
 * @param version of it
 */
record Jdk(Path home, Runtime.Version version) {
  private static final int VECTORS = 21;

  /**
   * Reads the version in a JDK's folder.
   *
   * @throws IOException if the folder holds no JDK
   */
  static Jdk in(Path home) throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION");
    if (version == null) {
      throw new IOException(home + " is no JDK: its file 'release' has no JAVA_VERSION");
    }
    return new Jdk(home.toRealPath(), Runtime.Version.parse(version.replace("\"", "")));
  }

  /** The one that runs this. */
  static Jdk running() throws IOException {
    return in(Path.of(System.getProperty("java.home")));
  }

  /** Whether the vector path can run on it. */
  boolean hasVectors() {
    return version.feature() >= VECTORS;
  }

  /** The command that starts a JVM. */
  String java() {
    return home.resolve("bin").resolve("java").toString();
  }

  @Override
  public String toString() {
    return "Java " + version.feature();
  }
}
