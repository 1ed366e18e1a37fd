package org.bnn4j.layers.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** The digits of bnn-examples, their 17 grey levels spread over 0 to 240. */
public final class Pixels {
  public static final int FEATURES = 64;
  public static final int CLASSES = 10;
  public static final List<String> LABELS =
      IntStream.range(0, CLASSES).mapToObj(k -> "digit " + k).toList();
  private static final Path FILE =
      Path.of("../bnn-examples/examples/src/main/resources/org/bnn4j/examples/digits.csv.gz");
  private static final int SPREAD = 15;
  private static final int BATCH = 200;
  private static final int[][] ROWS = read();

  private Pixels() {}

  private static int[][] read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> Stream.of(line.split(",")).mapToInt(Integer::parseInt).toArray())
          .toArray(int[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int count() {
    return ROWS.length;
  }

  /** One image as whole numbers. */
  public static int[] image(int row) {
    return IntStream.range(0, FEATURES).map(i -> ROWS[row][i] * SPREAD).toArray();
  }

  /** All images, not normalized, in arrays of the caller's own. */
  public static DataSet all() {
    float[] features = new float[count() * FEATURES];
    float[] labels = new float[count() * CLASSES];
    for (int row = 0; row < count(); row++) {
      int[] image = image(row);
      for (int i = 0; i < FEATURES; i++) {
        features[row * FEATURES + i] = image[i];
      }
      labels[row * CLASSES + ROWS[row][FEATURES]] = 1;
    }
    return new DataSet(
        Nd4j.create(features, new long[] {count(), FEATURES}, 'c'),
        Nd4j.create(labels, new long[] {count(), CLASSES}, 'c'));
  }

  /** All images, not normalized; the last batch is a smaller one. */
  public static DataSetIterator iterator() {
    return new ListDataSetIterator<>(all().asList(), BATCH);
  }
}
