package org.bnn4j.examples.experiments.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file in one step: a run that is killed leaves the old content or the new, never a part.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the content of a file that does not exist yet. */
  @FunctionalInterface
  public interface Content {
    /** Creates the file. */
    void writeTo(Path partial) throws IOException;
  }

  /**
   * Creates or replaces a file; missing parent directories are created.
   *
   * @throws IOException if it cannot be written; then what was there before is still there
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, partial -> Files.write(partial, content));
  }

  /**
   * Creates or replaces a file, as {@link #write(Path, byte[])}.
   *
   * @param content is told where to write; the file moves into its place afterwards
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    if (!Files.isDirectory(target.getParent())) { // which a link to one is, and is left alone
      Files.createDirectories(target.getParent());
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      content.writeTo(partial);
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
