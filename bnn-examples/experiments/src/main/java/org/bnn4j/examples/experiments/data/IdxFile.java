package org.bnn4j.examples.experiments.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An IDX file of unsigned bytes, the format of MNIST and its relatives.
 *
 * <p>The header is big-endian: two zero bytes, the element type (0x08, unsigned byte), the number
 * of dimensions, then each dimension as a 32-bit number. The elements follow, last dimension
 * fastest, up to the end of the file.
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int MAX_DIMENSIONS = 255;

  private final int[] dimensions;
  private final byte[] data;

  private IdxFile(int[] dimensions, byte[] data) {
    this.dimensions = dimensions;
    this.data = data;
  }

  /**
   * Reads a whole file, gzipped or not; its first bytes tell which.
   *
   * @param path the file
   * @param dimensions how many dimensions it must have, 1 to 255: 3 for images (count, height,
   *     width), 1 for labels
   * @throws DataFileException if the magic number is not that of unsigned bytes in so many
   *     dimensions, a dimension is not positive, the dimensions multiply to 2 GiB or more, or the
   *     file is shorter or longer than they say
   * @throws IOException if the file cannot be read
   */
  public static IdxFile read(Path path, int dimensions) throws IOException {
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw new IllegalArgumentException("dimensions must be 1 to 255, got " + dimensions);
    }
    try (DataFile file = DataFile.open(path)) {
      int expected = UNSIGNED_BYTES | dimensions;
      int magic = file.readInt("the magic number");
      if (magic != expected) {
        throw file.error(
            0,
            String.format(
                "the magic number is 0x%08x, expected 0x%08x (unsigned bytes, %d dimensions)",
                magic, expected, dimensions));
      }
      int[] sizes = readSizes(file, dimensions);
      byte[] data = file.readBytes(product(file, sizes), "the " + text(sizes) + " elements");
      file.requireEnd();
      return new IdxFile(sizes, data);
    }
  }

  private static int[] readSizes(DataFile file, int dimensions) throws IOException {
    int[] sizes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      long at = file.offset();
      sizes[i] = file.readInt("dimension " + i);
      if (sizes[i] <= 0) {
        throw file.error(
            at,
            "dimension " + i + " is " + Integer.toUnsignedString(sizes[i]) + ", not 1 to 2^31-1");
      }
    }
    return sizes;
  }

  private static int product(DataFile file, int[] sizes) throws DataFileException {
    long product = 1;
    for (int size : sizes) {
      product *= size;
      if (product > Integer.MAX_VALUE - 8) {
        throw file.error(
            Integer.BYTES, "dimensions " + text(sizes) + " make more than 2147483639 elements");
      }
    }
    return (int) product;
  }

  private static String text(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
  }

  /** The dimensions, slowest first; a copy. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** Size of one dimension, 0 being the slowest (the count of images or labels). */
  public int dimension(int index) {
    return dimensions[index];
  }

  /** Where the elements start in the unzipped file, in bytes. */
  long dataOffset() {
    return (1L + dimensions.length) * Integer.BYTES;
  }

  /** The elements themselves, unsigned, last dimension fastest; not a copy. */
  public byte[] data() {
    return data;
  }
}
