package org.bnn4j.layers.internal.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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
    write(
        path,
        partial ->
            Files.write(partial, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Creates a file, as {@link #write(Path, byte[])}, or leaves alone one that has this very
   * content.
   *
   * @throws FileAlreadyExistsException if there is one with another content, which stays
   * @throws IOException if it cannot be written
   */
  public static void create(Path path, byte[] content) throws IOException {
    try {
      write(path, partial -> Files.write(partial, content), AtomicFile::moveWhereNothingIs);
    } catch (FileAlreadyExistsException e) {
      if (!holds(path, content)) {
        throw new FileAlreadyExistsException(
            path.toString(), null, "it exists, and its content is another: it is not overwritten");
      }
    }
  }

  private static boolean holds(Path path, byte[] content) throws IOException {
    return Files.isRegularFile(path)
        && Files.size(path) == content.length
        && Arrays.equals(Files.readAllBytes(path), content);
  }

  /** A second name is given at once or not at all; a move might replace what has just come. */
  private static void moveWhereNothingIs(Path partial, Path target) throws IOException {
    try {
      Files.createLink(target, partial);
    } catch (UnsupportedOperationException | AccessDeniedException e) {
      Files.move(partial, target);
    }
  }

  /** Writes the content of a file that does not exist yet. */
  @FunctionalInterface
  public interface Content {
    /** Creates the file. */
    void writeTo(Path partial) throws IOException;
  }

  /**
   * Creates or replaces a file, as {@link #write(Path, byte[])}.
   *
   * @param content is told where to write; the file moves into its place afterwards
   * @throws IOException if it cannot be written; then what was there before is still there
   */
  public static void write(Path path, Content content) throws IOException {
    write(path, content, AtomicFile::moveOver);
  }

  private interface Move {
    void move(Path partial, Path target) throws IOException;
  }

  private static void moveOver(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void write(Path path, Content content, Move move) throws IOException {
    Path target = path.toAbsolutePath();
    if (!Files.isDirectory(target.getParent())) { // which a link to one is, and is left alone
      Files.createDirectories(target.getParent());
    }
    // Not createTempFile: its files only the owner may read.
    Path partial = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      content.writeTo(partial);
      move.move(partial, target);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
