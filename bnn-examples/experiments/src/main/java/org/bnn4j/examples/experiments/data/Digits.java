package org.bnn4j.examples.experiments.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The test part of "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak, UCI Machine
 * Learning Repository, 1998, CC BY 4.0), embedded: 1,797 grey digits of 8x8 pixels, 0 to 16.
 */
public final class Digits {
  private static final String RESOURCE = "/org/bnn4j/examples/digits.csv.gz";
  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final int COUNT = 1797;
  private static final int MAX_PIXEL = 16;

  private static final double TEST_SHARE = 0.2;

  private Digits() {}

  /** All 1,797 images, in the file's order. */
  public static LabeledImages all() {
    byte[] pixels = new byte[COUNT * SHAPE.features()];
    byte[] labels = new byte[COUNT];
    try (InputStream raw = Digits.class.getResourceAsStream(RESOURCE);
        BufferedReader rows =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      for (int row = 0; row < COUNT; row++) {
        String[] values = rows.readLine().split(",");
        for (int i = 0; i < SHAPE.features(); i++) {
          pixels[row * SHAPE.features() + i] = Byte.parseByte(values[i]);
        }
        labels[row] = Byte.parseByte(values[SHAPE.features()]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the embedded " + RESOURCE, e);
    }
    List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    return new LabeledImages(SHAPE, MAX_PIXEL, pixels, labels, names);
  }

  /**
   * A stratified 80/20 hold-out: 1,438 images to train, 359 to test; the writers are the same.
   *
   * @param seed which hold-out; the same seed gives the same images
   */
  public static TrainTestSplit holdOut(long seed) {
    return TrainTestSplit.stratified(all(), TEST_SHARE, seed);
  }
}
