package org.bnn4j.kernels.format;

import static org.bnn4j.kernels.format.HandMadeFile.octet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that were changed on purpose, with right checksums: each is refused with the typed error,
 * or is a model that runs.
 */
class HostileFileTest {
  private static final int HEADER = 12;

  /** One bit of each byte or two, of every eight bytes all eight. */
  private static final int BIT_STEP = 9;

  private static final int[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    31,
    32,
    33,
    255,
    256,
    1 << 15,
    (1 << 15) + 1,
    1 << 21,
    1 << 26,
    (1 << 26) + 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7F800000,
    0x7FC00000
  };

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = HostileFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<byte[]> sections(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> sections = new ArrayList<>();
    int at = HEADER;
    while (at < file.length) {
      byte[] section = new byte[12 + bytes.getInt(at + 4)];
      bytes.get(at, section);
      sections.add(section);
      at += section.length;
    }
    return sections;
  }

  private static byte[] join(byte[] file, List<byte[]> sections) {
    ByteBuffer joined =
        ByteBuffer.allocate(HEADER + sections.stream().mapToInt(section -> section.length).sum());
    joined.put(file, 0, HEADER);
    sections.forEach(joined::put);
    return joined.array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version-1.bnn", "version-1-convolutions.bnn", "version-1-several-inputs.bnn"})
  void numbersOfAllSizesInAllPlaces(String name) throws IOException {
    byte[] file = golden(name);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(1);
    int tried = 0;
    int models = 0;
    for (int at = HEADER; at + Integer.BYTES <= file.length; at++) {
      // Every place gets some of the numbers, all places together every one of them.
      int before = bytes.getInt(at);
      for (int i = 0; i < 2; i++) {
        bytes.putInt(at, NUMBERS[random.nextInt(NUMBERS.length)]);
        models += ModelTarget.isModel(ModelTarget.withRightChecksums(file)) ? 1 : 0;
        tried++;
      }
      bytes.putInt(at, before);
    }
    assertTrue(ModelTarget.isModel(file), "it is what it was");
    assertTrue(models < tried, models + " of " + tried);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version-1.bnn", "version-1-convolutions.bnn", "version-1-several-inputs.bnn"})
  void singleBitsBehindTheChecksums(String name) throws IOException {
    byte[] file = golden(name);
    for (int bit = 8 * HEADER; bit < 8 * file.length; bit += BIT_STEP) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      ModelTarget.isModel(ModelTarget.withRightChecksums(file));
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertTrue(ModelTarget.isModel(file), "it is what it was");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version-1.bnn", "version-1-convolutions.bnn", "version-1-several-inputs.bnn"})
  void sectionsSwappedLostAndDoubled(String name) throws IOException {
    byte[] file = golden(name);
    int sections = sections(file).size();
    for (int i = 0; i < sections; i++) {
      List<byte[]> lost = sections(file);
      lost.remove(i);
      assertEquals(
          false, ModelTarget.isModel(join(file, lost)) && !isLabels(sections(file).get(i)));
      for (int j = 0; j < sections; j++) {
        List<byte[]> swapped = sections(file);
        Collections.swap(swapped, i, j);
        ModelTarget.isModel(join(file, swapped));
        List<byte[]> doubled = sections(file);
        doubled.add(j, doubled.get(i));
        ModelTarget.isModel(join(file, doubled));
      }
    }
  }

  private static boolean isLabels(byte[] section) {
    return section[0] == 'L';
  }

  @Test
  void deepGraphs() throws IOException {
    int depth = 20_000;
    HandMadeFile file = HandMadeFile.begin().section("NODE", "in", 0, octet(1), octet(4), 1, 1, 1);
    for (int i = 1; i < depth; i++) {
      file.section("NODE", "n" + i, 1, i - 1, octet(7));
    }
    assertTrue(ModelTarget.isModel(file.section("END!", depth).toByteArray()));
  }

  @Test
  void graphsThatGrow() {
    HandMadeFile file =
        HandMadeFile.begin().section("NODE", "in", 0, octet(1), octet(4), 1, 1, 1 << 20);
    for (int i = 1; i < 7; i++) {
      file.section("NODE", "n" + i, 2, i - 1, i - 1, octet(16));
    }
    DamagedFileTest.refused(
        "node 7 'n7': up to it there are 200278016 values, and at most 134217728 (at byte 281)",
        file.section("NODE", "n7", 2, 6, 6, octet(8)).section("END!", 8));
  }

  @Test
  void graphsThatTakeForEver() {
    DamagedFileTest.refused(
        "node 1 'n1': up to it an example takes 9902048149504 steps, and at most 4398046511104 (at byte 132)",
        HandMadeFile.begin()
            .section("NODE", "in", 0, octet(1), octet(4), 1 << 12, 1 << 12, 1)
            .section("NODE", "n1", 1, 0, octet(13), octet(1), 1024, 1024, 1, 1, 1, 1, 0, 0, 0, 0)
            .section("END!", 2));
  }
}
