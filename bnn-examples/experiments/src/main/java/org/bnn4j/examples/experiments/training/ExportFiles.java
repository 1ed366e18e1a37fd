package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.bnn4j.examples.experiments.support.WholeFile;
import org.bnn4j.layers.export.BnnExporter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Where a network, its model and its jar go.
 *
 * @param files the path without the endings {@code .zip}, {@code .bnn} and {@code .jar}
 * @param force whether those of an earlier run are replaced
 */
public record ExportFiles(Path files, boolean force) {
  /**
   * Checks that nothing is in the way, which is better known before a training than after it.
   *
   * @throws FileAlreadyExistsException if something is, and is not to be replaced
   */
  public void checkFree() throws FileAlreadyExistsException {
    for (Path file : List.of(network(), model(), jar())) {
      if (!force && Files.exists(file)) {
        throw new FileAlreadyExistsException(
            file.toString(), null, "it is there from an earlier run, and --force replaces it");
      }
    }
  }

  /** The network, with its normalizer, if it has one. */
  public Path network() {
    return sibling(".zip");
  }

  /** The model. */
  public Path model() {
    return sibling(".bnn");
  }

  /** The runnable jar. */
  public Path jar() {
    return sibling(".jar");
  }

  private Path sibling(String ending) {
    return files.resolveSibling(files.getFileName() + ending);
  }

  /** Writes all three, and replaces those that {@link #checkFree()} allowed to be replaced. */
  void write(MultiLayerNetwork network, BnnExporter export, ImageFeed feed) throws IOException {
    WholeFile.write(
        network(),
        partial -> {
          network.save(partial.toFile(), false);
          feed.scaler()
              .ifPresent(scaler -> ModelSerializer.addNormalizerToModel(partial.toFile(), scaler));
        });
    export.writeModel(model(), StandardCopyOption.REPLACE_EXISTING);
    export.writeJar(jar(), StandardCopyOption.REPLACE_EXISTING);
  }
}
