package org.bnn4j.kernels.format;

import static org.bnn4j.kernels.format.HandMadeFile.octet;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small file may claim a large map: loading it takes neither time nor memory. */
class LargeMapsTest {
  private static final int LARGEST_WINDOW = 1 << 15;
  private static final long FEW_BYTES = 1 << 20;
  private static final int CONVOLUTIONS = 10;

  /** Every window at a border of as many rows as there may be has other taps inside the map. */
  @Test
  void theLongestBordersAreMadeInNoTime() {
    int rows = LARGEST_WINDOW;
    int padding = LARGEST_WINDOW - 1;
    HandMadeFile file =
        HandMadeFile.begin().section("NODE", "in", 0, octet(1), octet(2), rows, 1, 1);
    byte[] words = new byte[LARGEST_WINDOW / 8];
    Object[] sum = new Object[3 + CONVOLUTIONS];
    sum[0] = "sum";
    sum[1] = CONVOLUTIONS;
    for (int i = 0; i < CONVOLUTIONS; i++) {
      Object[] conv = {
        "conv" + i,
        1,
        0,
        octet(10),
        rows,
        1,
        1,
        1,
        1,
        1,
        padding,
        padding,
        0,
        0,
        octet(1),
        1,
        rows,
        rows / 32,
        words,
        1,
        0,
        1
      };
      file.section("NODE", conv);
      sum[2 + i] = 1 + i;
    }
    sum[2 + CONVOLUTIONS] = octet(8);
    file.section("NODE", sum).section("END!", 2 + CONVOLUTIONS);
    assertTimeoutPreemptively(Duration.ofMinutes(5), file::load);
  }

  @ParameterizedTest
  @CsvSource({"8192, 8192, 1, 0", "67108864, 1, 2, 255", "1, 67108864, 2, 255"})
  void aLargeMapIsLoadedInLittleMemory(int height, int width, int scale, int offset)
      throws IOException {
    Object[] conv = {
      "x", 1, 0, octet(10), 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, octet(1), 1, 1, 1, 1, scale, offset, 0
    };
    HandMadeFile file =
        HandMadeFile.begin()
            .section("NODE", "in", 0, octet(1), octet(2), height, width, 1)
            .section("NODE", conv)
            .section("END!", 2);
    // The first time, classes are loaded.
    file.load();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    file.load();
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertTrue(allocated < FEW_BYTES, allocated + " bytes allocated");
  }
}
