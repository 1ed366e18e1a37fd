package org.bnn4j.layers.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The file from which a training goes on, in any file system that Hadoop knows: a zip as {@code
 * MultiLayerNetwork.load} reads it, with the updater's state, and with one entry more that says how
 * far its epoch was. It is written beside the one before and then takes its place, at once where
 * the file system can do that (HDFS), else by deleting and renaming (local files, S3): whenever a
 * driver is killed, there is a whole one under one of the two names.
 */
final class Checkpoint {
  private static final String PROGRESS = "spark-training.txt";

  private final FileContext files;
  private final Path file;
  private final Path partial;
  private final String settings;
  private final int everyRounds;

  /**
   * A checkpoint that may exist.
   *
   * @param everyRounds after how many rounds it is saved; it is at the end of each epoch, too
   * @param settings what decides on the course of the training; who goes on must have the same
   * @throws IOException if there is no such file system
   */
  Checkpoint(String file, int everyRounds, String settings, Configuration hadoop)
      throws IOException {
    this.everyRounds = everyRounds;
    this.files = FileContext.getFileContext(hadoop);
    this.file = files.makeQualified(new Path(file));
    this.partial = this.file.suffix(".partial");
    this.settings = settings;
  }

  /**
   * Puts a network into the state that was saved, if any was and the network is not as far.
   *
   * @return rounds of its epoch that are done
   * @throws CheckpointException if another network or other settings have led to it
   * @throws IOException if it cannot be read
   */
  int resume(MultiLayerNetwork network) throws IOException {
    boolean whole = files.util().exists(file);
    if (!whole && !files.util().exists(partial)) {
      return 0;
    }
    try {
      return resume(network, whole ? file : partial);
    } catch (ZipException e) {
      if (whole) {
        throw noCheckpoint();
      }
      return 0; // The first one was being written.
    }
  }

  private CheckpointException noCheckpoint() {
    return new CheckpointException(file + " is no checkpoint of a training on Spark");
  }

  private int resume(MultiLayerNetwork network, Path from) throws IOException {
    java.nio.file.Path local = Files.createTempFile("checkpoint", ".zip");
    try (InputStream in = files.open(from)) {
      Files.copy(in, local, StandardCopyOption.REPLACE_EXISTING);
      int round = progress(local);
      MultiLayerNetwork saved = ModelSerializer.restoreMultiLayerNetwork(local.toFile(), true);
      if (!layers(saved).equals(layers(network))) {
        throw new CheckpointException(
            file + " holds a network of other layers, updaters or seed than the one to be trained");
      }
      int ahead = saved.getIterationCount() - network.getIterationCount();
      if (ahead > 0) {
        NetworkState.of(saved).copyTo(network);
      }
      return ahead >= 0 ? round : 0;
    } finally {
      Files.delete(local);
    }
  }

  private static List<NeuralNetConfiguration> layers(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getConfs();
  }

  private int progress(java.nio.file.Path local) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(local)) {
      String[] lines = Files.readString(zip.getPath(PROGRESS)).split("\n", 2);
      if (!lines[1].equals(settings)) {
        throw new CheckpointException(
            file + " is of a training with " + lines[1] + ", not with " + settings);
      }
      return Integer.parseInt(lines[0]);
    } catch (NoSuchFileException e) {
      throw noCheckpoint();
    }
  }

  /**
   * Saves a training, if it is time to.
   *
   * @param round rounds of the network's epoch that are done
   * @throws IOException if it cannot be written; the one before is there still
   */
  void offer(MultiLayerNetwork network, int round) throws IOException {
    if (round % everyRounds != 0) {
      return;
    }
    java.nio.file.Path local = Files.createTempFile("checkpoint", ".zip");
    try {
      ModelSerializer.writeModel(network, local.toFile(), true);
      try (FileSystem zip = FileSystems.newFileSystem(local)) {
        Files.writeString(zip.getPath(PROGRESS), round + "\n" + settings);
      }
      EnumSet<CreateFlag> anew = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
      try (OutputStream out = files.create(partial, anew, CreateOpts.createParent())) {
        Files.copy(local, out);
      }
      files.rename(partial, file, Rename.OVERWRITE);
    } finally {
      Files.delete(local);
    }
  }
}
