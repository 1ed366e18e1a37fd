package org.bnn4j.layers.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bnn4j.layers.internal.files.AtomicFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Keeps the best of a training's networks in a file, over several runs.
 *
 * <pre>{@code
 * BestCheckpoint best = BestCheckpoint.in(Path.of("best.zip"));
 * for (int epoch = 0; epoch < epochs; epoch++) {
 *   network.fit(train);
 *   best.offer(network, network.evaluate(heldOut).accuracy());
 * }
 * MultiLayerNetwork chosen = best.loadMultiLayerNetwork();
 * }</pre>
 *
 * <p>The file is one of ModelSerializer with updater state, and an entry {@value #SCORE_ENTRY} with
 * the score, a decimal number. It is replaced at once: whoever kills the training leaves the old
 * network with its score or the new one with its own, and {@link #in} goes on from there. Another
 * training needs another file, or {@link #clear}.
 *
 * <p>Of Deeplearning4j, CheckpointListener keeps the last networks, not the best, and the savers of
 * early stopping write over the best in place and forget its score with the process.
 *
 * <p>Not for use by several threads or processes at once.
 */
public final class BestCheckpoint {
  private static final String SCORE_ENTRY = "bestScore.txt";

  private final Path file;
  private OptionalDouble score;

  private BestCheckpoint(Path file, OptionalDouble score) {
    this.file = file;
    this.score = score;
  }

  /**
   * The best network so far in a file, or none if there is no such file yet.
   *
   * @throws IOException if the file is there and cannot be read, or has no score
   */
  public static BestCheckpoint in(Path file) throws IOException {
    return new BestCheckpoint(
        file, Files.exists(file) ? OptionalDouble.of(readScore(file)) : OptionalDouble.empty());
  }

  private static double readScore(Path file) throws IOException {
    String text;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(SCORE_ENTRY);
      if (entry == null) {
        throw new IOException(file + ": no checkpoint of a best network, it has no " + SCORE_ENTRY);
      }
      text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (ZipException e) {
      throw new IOException(file + ": no checkpoint of a best network: " + e.getMessage(), e);
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": " + SCORE_ENTRY + " is not a number: " + text, e);
    }
  }

  /**
   * Saves a network if it is better than all before; of equals the first stays.
   *
   * @param network a MultiLayerNetwork or a ComputationGraph
   * @param score higher is better; NaN is worse than any
   * @return whether it was saved
   * @throws IOException if the file cannot be written; then what was saved before is still there
   */
  public boolean offer(Model network, double score) throws IOException {
    if (Double.isNaN(score) || this.score.isPresent() && score <= this.score.getAsDouble()) {
      return false;
    }
    AtomicFile.write(file, zip(network, score));
    this.score = OptionalDouble.of(score);
    return true;
  }

  private static byte[] zip(Model network, double score) throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, model, true);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(model.size());
    try (ZipInputStream entries =
            new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
        ZipOutputStream zip = new ZipOutputStream(whole)) {
      ZipEntry entry;
      while ((entry = entries.getNextEntry()) != null) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        entries.transferTo(zip);
      }
      zip.putNextEntry(new ZipEntry(SCORE_ENTRY));
      zip.write(Double.toString(score).getBytes(StandardCharsets.UTF_8));
    }
    return whole.toByteArray();
  }

  /** The score of the network in the file, empty if there is none. */
  public OptionalDouble score() {
    return score;
  }

  /**
   * The best network, with its updater state.
   *
   * @throws IOException if there is none, or if it cannot be read
   */
  public MultiLayerNetwork loadMultiLayerNetwork() throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(present().toFile(), true);
  }

  /**
   * The best graph, with its updater state.
   *
   * @throws IOException if there is none, or if it cannot be read
   */
  public ComputationGraph loadComputationGraph() throws IOException {
    return ModelSerializer.restoreComputationGraph(present().toFile(), true);
  }

  private Path present() throws IOException {
    if (score.isEmpty()) {
      throw new IOException(file + ": no network was saved there yet");
    }
    return file;
  }

  /**
   * Deletes the file, if there is one, so that another training can begin.
   *
   * @throws IOException if it cannot be deleted
   */
  public void clear() throws IOException {
    Files.deleteIfExists(file);
    score = OptionalDouble.empty();
  }
}
