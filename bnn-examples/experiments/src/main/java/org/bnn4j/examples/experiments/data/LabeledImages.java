package org.bnn4j.examples.experiments.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Images of one shape with a class each, one byte a pixel: small enough to keep a whole set.
 *
 * <p>An image is {@code shape().features()} unsigned bytes, plane after plane, each row by row.
 * Instances do not change and can be shared between threads.
 */
public final class LabeledImages implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ImageShape shape;
  private final int maxPixel;
  private final byte[] pixels;
  private final byte[] labels;
  private final ArrayList<String> classNames;

  /**
   * Takes over the arrays without copying: the caller must not change them afterwards.
   *
   * @param shape of every image
   * @param maxPixel the largest value a pixel can have, 1 to 255; dividing by it gives 0 to 1
   * @param pixels count x features unsigned bytes, image after image
   * @param labels count class numbers, each 0 to {@code classNames.size() - 1}
   * @param classNames 1 to 256 names, in the order of the class numbers
   * @throws IllegalArgumentException if the lengths disagree, or a pixel or label is out of range
   */
  public LabeledImages(
      ImageShape shape, int maxPixel, byte[] pixels, byte[] labels, List<String> classNames) {
    this(shape, maxPixel, pixels, labels, new ArrayList<>(classNames));
    if ((long) labels.length * shape.features() != pixels.length) {
      throw new IllegalArgumentException(
          labels.length + " labels x " + shape + " do not make " + pixels.length + " pixels");
    }
    if (classNames.isEmpty() || classNames.size() > 256) {
      throw new IllegalArgumentException(
          "there must be 1 to 256 class names, got " + classNames.size());
    }
    if (maxPixel < 1 || maxPixel > 255) {
      throw new IllegalArgumentException("maxPixel must be 1 to 255, got " + maxPixel);
    }
    requireAtMost(pixels, maxPixel, "pixel");
    requireAtMost(labels, classNames.size() - 1, "label");
  }

  private LabeledImages(
      ImageShape shape, int maxPixel, byte[] pixels, byte[] labels, ArrayList<String> classNames) {
    this.shape = shape;
    this.maxPixel = maxPixel;
    this.pixels = pixels;
    this.labels = labels;
    this.classNames = classNames;
  }

  private static void requireAtMost(byte[] values, int max, String what) {
    for (int i = 0; i < values.length; i++) {
      if ((values[i] & 0xff) > max) {
        throw new IllegalArgumentException(
            what + " " + i + " is " + (values[i] & 0xff) + ", more than " + max);
      }
    }
  }

  /** Number of images, 0 or more. */
  public int count() {
    return labels.length;
  }

  /** Shape of every image. */
  public ImageShape shape() {
    return shape;
  }

  /** Largest value a pixel can have, 1 to 255. */
  public int maxPixel() {
    return maxPixel;
  }

  /** Names of the classes in the order of their numbers; unmodifiable. */
  public List<String> classNames() {
    return List.copyOf(classNames);
  }

  /** Class number of an image. */
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /** A copy of an image's {@code shape().features()} unsigned bytes. */
  public byte[] image(int image) {
    byte[] copy = new byte[shape.features()];
    copyImage(image, copy, 0);
    return copy;
  }

  /** Copies an image's {@code shape().features()} unsigned bytes to {@code target[at...]}. */
  public void copyImage(int image, byte[] target, int at) {
    Objects.checkIndex(image, count());
    System.arraycopy(pixels, image * shape.features(), target, at, shape.features());
  }

  /** Writes an image to {@code target[at...]} as floats, each pixel (0 to 255) times the scale. */
  public void copyImage(int image, float scale, float[] target, int at) {
    Objects.checkIndex(image, count());
    int features = shape.features();
    int from = image * features;
    for (int i = 0; i < features; i++) {
      target[at + i] = (pixels[from + i] & 0xff) * scale;
    }
  }

  /** How many images each class has, in the order of the class numbers. */
  public int[] classCounts() {
    int[] counts = new int[classNames.size()];
    for (int i = 0; i < count(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }

  /** The images {@code from} (inclusive) to {@code to} (exclusive), copied. */
  public LabeledImages slice(int from, int to) {
    Objects.checkFromToIndex(from, to, count());
    int[] images = new int[to - from];
    for (int i = 0; i < images.length; i++) {
      images[i] = from + i;
    }
    return select(images);
  }

  /** The images with these numbers in this order, copied; a number may come more than once. */
  public LabeledImages select(int[] images) {
    int features = shape.features();
    byte[] chosenPixels = new byte[Math.multiplyExact(images.length, features)];
    byte[] chosenLabels = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      copyImage(images[i], chosenPixels, i * features);
      chosenLabels[i] = labels[images[i]];
    }
    return new LabeledImages(shape, maxPixel, chosenPixels, chosenLabels, classNames);
  }

  @Override
  public String toString() {
    return String.format(
        "%d images of %d x %d x %d in %d classes",
        count(), shape.channels(), shape.height(), shape.width(), classNames.size());
  }
}
