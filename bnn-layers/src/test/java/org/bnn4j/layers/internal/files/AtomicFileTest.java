package org.bnn4j.layers.internal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final int SIZE = 1 << 22;

  @TempDir private Path folder;

  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void replacesAWholeFile() throws IOException {
    Path file = folder.resolve("model.bnn");
    Files.write(file, new byte[100]);
    byte[] shorter = {1, 2, 3};
    AtomicFile.write(file, shorter);
    assertArrayEquals(shorter, Files.readAllBytes(file));
    assertEquals(List.of(file), content(folder));
  }

  @Test
  void createsButDoesNotReplace() throws IOException {
    Path file = folder.resolve("model.bnn");
    AtomicFile.create(file, new byte[] {1, 2, 3});
    AtomicFile.create(file, new byte[] {1, 2, 3});
    FileAlreadyExistsException e =
        assertThrows(
            FileAlreadyExistsException.class, () -> AtomicFile.create(file, new byte[] {1, 2}));
    assertEquals(
        file + ": it exists, and its content is another: it is not overwritten", e.getMessage());
    assertThrows(
        FileAlreadyExistsException.class, () -> AtomicFile.create(folder, new byte[] {1, 2}));
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    assertEquals(List.of(file), content(folder));
  }

  @Test
  void whatIsWrittenHalfIsNeverSeen() throws IOException {
    Path file = folder.resolve("model.bnn");
    AtomicFile.write(file, new byte[] {1, 2, 3});
    IOException full = new IOException("No space left on device");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    partial -> {
                      Files.write(partial, new byte[50]);
                      throw full;
                    }));
    assertEquals(full, thrown);
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    assertEquals(List.of(file), content(folder));
  }

  /** Writes a file over and over, each time all of one byte, and says so before. */
  static final class Writer {
    public static void main(String[] args) throws IOException {
      byte[] content = new byte[SIZE];
      for (byte value = 0; ; value++) {
        Arrays.fill(content, value);
        System.out.write('.');
        System.out.flush();
        AtomicFile.write(Path.of(args[0]), content);
      }
    }
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeFile() throws Exception {
    Path file = folder.resolve("model.bnn");
    Path classes = place(AtomicFile.class);
    for (int round = 0; round < 5; round++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classes + File.pathSeparator + place(AtomicFileTest.class),
                  Writer.class.getName(),
                  file.toString())
              .redirectError(Redirect.INHERIT)
              .start();
      // When another write begins, those before it are whole.
      int begun = 2 + round;
      assertEquals(begun, process.getInputStream().readNBytes(begun).length);
      process.destroyForcibly().waitFor();
      byte[] content = Files.readAllBytes(file);
      byte[] whole = new byte[SIZE];
      Arrays.fill(whole, content[0]);
      assertArrayEquals(whole, content);
    }
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void createsMissingFolders() throws IOException {
    Path file = folder.resolve("a/b/model.bnn");
    AtomicFile.write(file, new byte[7]);
    assertEquals(7, Files.size(file));
    assertEquals(List.of(file), content(file.getParent()));
  }

  @Test
  void writesBelowALinkToAFolder() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFile.write(link.resolve("model.bnn"), new byte[7]);
    assertEquals(7, Files.size(real.resolve("model.bnn")));
  }

  @Test
  void othersMayReadWhatTheyMayReadOfAnyNewFile() throws IOException {
    FileStore store = Files.getFileStore(folder);
    assumeTrue(store.supportsFileAttributeView("posix"));
    Path plain = Files.write(folder.resolve("plain"), new byte[1]);
    Path file = folder.resolve("model.bnn");
    AtomicFile.write(file, new byte[1]);
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
  }

  @Test
  void leavesNothingBehindWhereAFolderIsInTheWay() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("model.bnn"));
    Path inside = Files.write(inTheWay.resolve("kept"), new byte[1]);
    assertThrows(IOException.class, () -> AtomicFile.write(inTheWay, new byte[7]));
    assertEquals(List.of(inTheWay), content(folder));
    assertEquals(List.of(inside), content(inTheWay));
  }

  @Test
  void leavesNothingBehindWhereAFileIsAsAFolder() throws IOException {
    Path file = Files.write(folder.resolve("taken"), new byte[] {5});
    assertThrows(IOException.class, () -> AtomicFile.write(file.resolve("model.bnn"), new byte[7]));
    assertEquals(List.of(file), content(folder));
    assertArrayEquals(new byte[] {5}, Files.readAllBytes(file));
  }

  /** A user that may write anywhere (root) cannot see this. */
  @Test
  void leavesNothingBehindInAFolderThatCannotBeWritten() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed));
    try {
      Path file = closed.resolve("model.bnn");
      assertThrows(IOException.class, () -> AtomicFile.write(file, new byte[7]));
      assertEquals(List.of(), content(closed));
    } finally {
      closed.toFile().setWritable(true);
    }
  }
}
