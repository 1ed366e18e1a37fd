package org.bnn4j.examples.experiments.data;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Feeds images to Deeplearning4j a minibatch at a time; only one minibatch exists as floats.
 *
 * <p>Features are float32, pixel (0 to 255) x scale, of shape [n, features], or [n, channels,
 * height, width] after {@link #asPlanes}; labels are one-hot float32 of shape [n, classes]. The
 * last minibatch of an epoch may be smaller. An epoch ends when {@link #hasNext} is false; {@link
 * #reset} starts the next one. Not for use by several threads at once.
 */
public final class LabeledImagesIterator implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final LabeledImages images;
  private final int batchSize;
  private int[] order;
  private boolean shuffled;
  private long seed;
  private int epoch;
  private float scale = 1;
  private boolean planes;
  private Augmentation augmentation;
  private long augmentationSeed;
  private DataSetPreProcessor preProcessor;
  private int next;

  /**
   * An iterator in the set's order, with raw pixel values in flat rows.
   *
   * @param images at least one
   * @param batchSize images a minibatch, 1 or more
   */
  public LabeledImagesIterator(LabeledImages images, int batchSize) {
    if (images.count() == 0 || batchSize < 1) {
      throw new IllegalArgumentException(
          "need at least 1 image and batchSize 1, got " + images.count() + " and " + batchSize);
    }
    this.images = images;
    this.batchSize = batchSize;
    this.order = Permutation.identity(images.count());
  }

  /**
   * Shuffles, now and again for each epoch; the same seed gives the same sequence of orders.
   *
   * @return this
   */
  public LabeledImagesIterator shuffle(long seed) {
    requireUnused("shuffle");
    this.shuffled = true;
    this.seed = seed;
    drawOrder();
    return this;
  }

  /**
   * Multiplies every pixel: {@code 1f / images.maxPixel()} gives 0 to 1; 1, the default, leaves
   * them raw.
   *
   * @return this
   */
  public LabeledImagesIterator scale(float scale) {
    requireUnused("scale");
    this.scale = scale;
    return this;
  }

  /**
   * Gives features the shape [n, channels, height, width] in place of [n, features].
   *
   * @return this
   */
  public LabeledImagesIterator asPlanes() {
    requireUnused("asPlanes");
    this.planes = true;
    return this;
  }

  /**
   * Changes every image at random, another way in each epoch; the same seed gives the same changes.
   *
   * @return this
   */
  public LabeledImagesIterator augment(Augmentation augmentation, long seed) {
    requireUnused("augment");
    this.augmentation = augmentation;
    this.augmentationSeed = seed;
    return this;
  }

  private void requireUnused(String method) {
    if (next > 0 || epoch > 0) {
      throw new IllegalStateException(method + " must come before the first minibatch");
    }
  }

  private void drawOrder() {
    order = Permutation.random(images.count(), new SplittableRandom(mixed(seed, epoch)));
  }

  private static long mixed(long seed, int number) {
    return seed * 1_000_003 + number;
  }

  @Override
  public boolean hasNext() {
    return next < order.length;
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  /**
   * The next minibatch, with the preprocessor applied.
   *
   * @param count how many images, 1 or more; fewer come when fewer are left
   * @throws NoSuchElementException at the end of the epoch
   */
  @Override
  public DataSet next(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + order.length + " images of the epoch were given");
    }
    if (count < 1) {
      throw new IllegalArgumentException("count must be 1 or more, got " + count);
    }
    int given = Math.min(count, order.length - next);
    DataSet batch = convert(given);
    next += given;
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
    return batch;
  }

  private DataSet convert(int count) {
    ImageShape shape = images.shape();
    int classes = totalOutcomes();
    float[] features = new float[Math.multiplyExact(count, shape.features())];
    float[] labels = new float[count * classes];
    for (int i = 0; i < count; i++) {
      int image = order[next + i];
      copyImage(image, next + i, features, i * shape.features());
      labels[i * classes + images.label(image)] = 1;
    }
    INDArray flat = Nd4j.createFromArray(features);
    INDArray shaped =
        planes
            ? flat.reshape(count, shape.channels(), shape.height(), shape.width())
            : flat.reshape(count, shape.features());
    DataSet batch = new DataSet(shaped, Nd4j.createFromArray(labels).reshape(count, classes));
    batch.setLabelNames(images.classNames());
    return batch;
  }

  private void copyImage(int image, int position, float[] features, int at) {
    if (augmentation == null) {
      images.copyImage(image, scale, features, at);
      return;
    }
    float[] original = new float[images.shape().features()];
    images.copyImage(image, scale, original, 0);
    long drawn = mixed(mixed(augmentationSeed, epoch), position);
    augmentation.apply(new SplittableRandom(drawn), images.shape(), original, features, at);
  }

  /** Starts the next epoch; right after the constructor or another reset it changes nothing. */
  @Override
  public void reset() {
    if (next == 0) {
      return;
    }
    next = 0;
    epoch++;
    if (shuffled) {
      drawOrder();
    }
  }

  /** Values in one image: channels x height x width. */
  @Override
  public int inputColumns() {
    return images.shape().features();
  }

  /** Number of classes. */
  @Override
  public int totalOutcomes() {
    return images.classNames().size();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  /** Images a minibatch. */
  @Override
  public int batch() {
    return batchSize;
  }

  /** Minibatches an epoch. */
  public int batchesPerEpoch() {
    return (order.length + batchSize - 1) / batchSize;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /** Class names in the order of the one-hot columns. */
  @Override
  public List<String> getLabels() {
    return images.classNames();
  }
}
