package org.bnn4j.examples.experiments.data;

import java.io.IOException;
import java.nio.file.Path;

/** A data file does not hold what its format demands. */
public final class DataFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final long offset;

  DataFileException(Path path, long offset, String problem, Throwable cause) {
    super(path + ": at byte " + offset + ": " + problem, cause);
    this.path = path.toString();
    this.offset = offset;
  }

  /** The file that was being read. */
  public String path() {
    return path;
  }

  /** Where the problem is, in bytes from the start of the data; for a gzip file, once unzipped. */
  public long offset() {
    return offset;
  }
}
