package org.bnn4j.layers.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that readers see the old content or the new, never a part. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Creates or replaces a file; missing parent directories are created.
   *
   * @throws IOException if it cannot be written; then what was there before is still there
   */
  public static void write(Path path, byte[] content) throws IOException {
    Path target = path.toAbsolutePath();
    if (!Files.isDirectory(target.getParent())) { // which a link to one is, and is left alone
      Files.createDirectories(target.getParent());
    }
    // Not createTempFile: its files only the owner may read.
    Path partial = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.write(partial, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try {
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
