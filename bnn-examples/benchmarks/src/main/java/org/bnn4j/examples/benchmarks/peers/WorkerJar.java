package org.bnn4j.examples.benchmarks.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bnn4j.examples.benchmarks.worker.Worker;
import org.bnn4j.examples.experiments.support.WholeFile;

/** A jar of the workers' classes alone, so that nothing else is on their class path. */
final class WorkerJar {
  private static final String PACKAGE = Worker.class.getPackageName().replace('.', '/') + "/";

  private WorkerJar() {}

  /** Writes it into a folder. */
  static Path write(Path folder) throws IOException {
    Path jar = folder.resolve("workers.jar");
    Path source = CodeSource.of(Worker.class);
    if (Files.isDirectory(source)) {
      WholeFile.write(jar, jarOf(source.resolve(PACKAGE)));
    } else {
      try (FileSystem classes = FileSystems.newFileSystem(source)) {
        WholeFile.write(jar, jarOf(classes.getPath(PACKAGE)));
      }
    }
    return jar;
  }

  private static byte[] jarOf(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes);
        Stream<Path> list = Files.list(classes)) {
      for (Path file : list.sorted().toList()) {
        jar.putNextEntry(new ZipEntry(PACKAGE + file.getFileName()));
        Files.copy(file, jar);
      }
    }
    return bytes.toByteArray();
  }
}
