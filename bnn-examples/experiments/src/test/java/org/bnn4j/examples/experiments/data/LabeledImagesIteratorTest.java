package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

class LabeledImagesIteratorTest {
  private static final int COUNT = 50;

  /** Image i is 2 channels x 2 x 1 pixels, the first 5i; its label is i modulo 3. */
  private static LabeledImages images() {
    byte[] pixels = new byte[COUNT * 4];
    byte[] labels = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      pixels[4 * i] = (byte) (5 * i);
      pixels[4 * i + 3] = 7;
      labels[i] = (byte) (i % 3);
    }
    ImageShape shape = new ImageShape(2, 2, 1);
    return new LabeledImages(shape, 255, pixels, labels, List.of("a", "b", "c"));
  }

  @Test
  void rawRowsAndOneHotLabelsInTheSetsOrder() {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), 20);
    iterator.next();
    iterator.next();
    DataSet last = iterator.next();
    assertFalse(iterator.hasNext());
    assertArrayEquals(new long[] {10, 4}, last.getFeatures().shape(), "what was left");
    assertArrayEquals(new long[] {10, 3}, last.getLabels().shape());
    assertEquals(DataType.FLOAT, last.getFeatures().dataType());
    assertArrayEquals(new float[] {245, 0, 0, 7}, last.getFeatures().getRow(9).toFloatVector());
    assertArrayEquals(new float[] {0, 1, 0}, last.getLabels().getRow(9).toFloatVector());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void planesKeepEveryValueInItsPlace() {
    DataSet batch = new LabeledImagesIterator(images(), 20).asPlanes().next();
    assertArrayEquals(new long[] {20, 2, 2, 1}, batch.getFeatures().shape());
    assertEquals(95, batch.getFeatures().getFloat(19, 0, 0, 0));
    assertEquals(7, batch.getFeatures().getFloat(19, 1, 1, 0));
  }

  @Test
  void scaleMultipliesThePixels() {
    DataSet batch = new LabeledImagesIterator(images(), COUNT).scale(1f / 255).next();
    assertEquals(245 * (1f / 255), batch.getFeatures().getFloat(49, 0));
  }

  @Test
  void preProcessorIsAppliedOnceToEachMinibatch() {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), COUNT);
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(-1, 1);
    iterator.setPreProcessor(scaler);
    assertEquals(scaler, iterator.getPreProcessor());
    assertEquals(2 * 245 / 255f - 1, iterator.next().getFeatures().getFloat(49, 0), 1e-6f);
  }

  @Test
  void shufflesEveryEpochAnewAndAlikeForTheSameSeed() {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), 20).shuffle(3);
    List<Integer> first = epoch(iterator);
    iterator.reset();
    List<Integer> second = epoch(iterator);
    List<Integer> inOrder = IntStream.range(0, COUNT).boxed().toList();
    assertEquals(inOrder, first.stream().sorted().toList(), "every image once");
    assertEquals(inOrder, second.stream().sorted().toList(), "every image once");
    assertNotEquals(inOrder, first);
    assertNotEquals(first, second);

    LabeledImagesIterator again = new LabeledImagesIterator(images(), 20).shuffle(3);
    again.reset();
    assertEquals(first, epoch(again), "a reset before the first minibatch changes nothing");
    again.reset();
    assertEquals(second, epoch(again));
    assertNotEquals(first, epoch(new LabeledImagesIterator(images(), 20).shuffle(4)));
  }

  @Test
  void augmentsEveryEpochAnewAlikeForTheSameSeedAndKeepsLabels() {
    Augmentation changes = new Augmentation(false, 1);
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), 20).augment(changes, 3);
    List<float[]> first = pixels(iterator);
    iterator.reset();
    List<float[]> second = pixels(iterator);
    assertFalse(Arrays.deepEquals(first.toArray(), second.toArray()));

    LabeledImagesIterator again = new LabeledImagesIterator(images(), 7).augment(changes, 3);
    assertArrayEquals(first.toArray(), pixels(again).toArray(), "whatever the minibatch");
    again.reset();
    assertArrayEquals(second.toArray(), pixels(again).toArray());
    LabeledImagesIterator other = new LabeledImagesIterator(images(), 20).augment(changes, 4);
    assertFalse(Arrays.deepEquals(first.toArray(), pixels(other).toArray()));
  }

  /** The pixels of an epoch, image by image; each must carry the label of its place. */
  private static List<float[]> pixels(LabeledImagesIterator iterator) {
    List<float[]> seen = new ArrayList<>();
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      for (int row = 0; row < batch.numExamples(); row++) {
        assertEquals(1, batch.getLabels().getFloat(row, seen.size() % 3));
        seen.add(batch.getFeatures().getRow(row).toFloatVector());
      }
    }
    assertEquals(COUNT, seen.size());
    return seen;
  }

  @Test
  void prefetchingThreadSeesTheSameMinibatches() {
    DataSetIterator async =
        new AsyncDataSetIterator(new LabeledImagesIterator(images(), 20).shuffle(3), 2);
    assertEquals(epoch(new LabeledImagesIterator(images(), 20).shuffle(3)), epoch(async));
  }

  @Test
  void tellsItsSizes() {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), 20);
    assertEquals(20, iterator.batch());
    assertEquals(3, iterator.batchesPerEpoch());
    assertEquals(4, iterator.inputColumns());
    assertEquals(3, iterator.totalOutcomes());
    assertEquals(List.of("a", "b", "c"), iterator.getLabels());
    assertTrue(iterator.resetSupported() && iterator.asyncSupported());
    assertEquals(7, iterator.next(7).numExamples());
  }

  @Test
  void settingsMustComeFirst() {
    LabeledImagesIterator iterator = new LabeledImagesIterator(images(), 20);
    iterator.next();
    assertThrows(IllegalStateException.class, () -> iterator.shuffle(1));
    iterator.reset();
    assertThrows(IllegalStateException.class, () -> iterator.scale(2));
  }

  @Test
  void needsImagesAndAPositiveBatch() {
    assertThrows(
        IllegalArgumentException.class, () -> new LabeledImagesIterator(images().slice(0, 0), 1));
    assertThrows(IllegalArgumentException.class, () -> new LabeledImagesIterator(images(), 0));
  }

  /** The numbers of the images in the order they come; each must carry its own label. */
  private static List<Integer> epoch(DataSetIterator iterator) {
    List<Integer> seen = new ArrayList<>();
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      for (int row = 0; row < batch.numExamples(); row++) {
        int image = Math.round(batch.getFeatures().getFloat(row, 0) / 5);
        assertEquals(1, batch.getLabels().getFloat(row, image % 3), "label of image " + image);
        seen.add(image);
      }
    }
    return seen;
  }
}
