package org.bnn4j.kernels.format;

import static org.bnn4j.kernels.format.HandMadeFile.octet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.BnnFormatException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a whole model of version 1 is refused, with the place and the numbers. */
class DamagedFileTest {
  private static final long FEW_BYTES = 1 << 20;

  private static BnnModel load(byte[] bytes) throws IOException {
    return BnnModel.load(new ByteArrayInputStream(bytes));
  }

  private static void refused(String message, byte[] bytes) {
    BnnFormatException e = assertThrows(BnnFormatException.class, () -> load(bytes));
    assertEquals(message, e.getMessage());
    assertTrue(message.endsWith("(at byte " + e.offset() + ")"), message);
  }

  static void refused(String message, HandMadeFile file) {
    refused(message, file.toByteArray());
  }

  static List<Named<Graph>> models() {
    return List.of(
        Named.of("vectors", new RandomModels(2).everyOperation()),
        Named.of("maps", new ConvModels(2).everyOperation()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTruncation(Graph model) throws IOException {
    byte[] whole = ModelFileTest.write(model);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(BnnFormatException.class, () -> load(cut), "cut to " + length + " bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everySingleBitFlip(Graph model) throws IOException {
    byte[] bytes = ModelFileTest.write(model);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(BnnFormatException.class, () -> load(bytes), "bit " + bit + " flipped");
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void otherFilesAndVersions() {
    String signature =
        "not a bnn4j model: it does not begin with the model file signature (at byte 0)";
    refused(signature, new byte[0]);
    refused(signature, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0});
    refused(
        "format version 2, and this library reads version 1 (at byte 8)",
        HandMadeFile.header(2, 0));
    refused(
        "format version 0, and this library reads version 1 (at byte 8)",
        HandMadeFile.header(0, 0));
    refused(
        "the reserved number of the header is 0, not 7 (at byte 10)", HandMadeFile.header(1, 7));
  }

  @Test
  void unknownSections() throws IOException {
    HandMadeFile skipped =
        HandMadeFile.begin()
            .section("note", "anything")
            .inputOfBytes(3)
            .section("aaaa")
            .section("NODE", "out", 1, 0, octet(6), 1, 3, 3, 1f, 2f, 3f)
            .section("END!", 2);
    assertEquals(2, skipped.read().nodes().size());
    refused(
        "section NOTE is unknown to this version (at byte 12)",
        HandMadeFile.begin().section("NOTE", "anything"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ote", "`ote", "{ote", "~ote", " ote"})
  void onlyASmallLetterMakesASectionOptional(String tag) {
    refused(
        "section " + tag.replace(' ', '?') + " is unknown to this version (at byte 12)",
        HandMadeFile.begin().section(tag, "anything"));
  }

  @Test
  void anOptionalSectionsChecksumCountsToo() {
    byte[] bytes = HandMadeFile.begin().section("note", "anything").toByteArray();
    bytes[bytes.length - 6] ^= 1;
    assertThrows(BnnFormatException.class, () -> load(bytes));
  }

  @Test
  void wrongOrderAndNumberOfSections() {
    refused(
        "the end counts 2 nodes, and 1 came (at byte 48)",
        HandMadeFile.begin().inputOfBytes(3).section("END!", 2));
    refused(
        "bytes after the end of the model (at byte 94)",
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section("NODE", "s", 1, 0, octet(5), 0)
            .section("END!", 2)
            .raw(octet(0)));
    refused(
        "a second section LABL (at byte 69)",
        HandMadeFile.begin().inputOfBytes(3).section("LABL", 1, "a").section("LABL", 1, "a"));
    refused(
        "section END!: 4 bytes too many (at byte 60)",
        HandMadeFile.begin().inputOfBytes(3).section("END!", 1, 5));
  }

  @Test
  void hugeClaimsAllocateNothing() {
    int huge = 0x7FFFFFF0;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (HandMadeFile file :
        new HandMadeFile[] {
          HandMadeFile.begin().raw(new byte[] {'N', 'O', 'D', 'E'}, huge, octet(1)),
          HandMadeFile.begin().raw(new byte[] {'N', 'O', 'D', 'E'}, -1, octet(1)),
          HandMadeFile.begin().section("NODE", huge, octet(1)),
          HandMadeFile.begin().section("NODE", "x", huge),
          HandMadeFile.begin().section("NODE", "x", -1),
          HandMadeFile.begin().section("LABL", huge),
          HandMadeFile.begin().section("NODE", "x", 1, 0, octet(2), octet(1), huge, huge, 0),
          HandMadeFile.begin().section("NODE", "x", 1, 0, octet(2), octet(1), 1, 32, huge),
          HandMadeFile.begin().section("NODE", "x", 1, 0, octet(3), huge),
          HandMadeFile.begin().section("NODE", "x", 1, 0, octet(5), huge),
          HandMadeFile.begin().section("NODE", "x", 1, 0, octet(6), 1 << 16, 1 << 16, 0),
          HandMadeFile.begin().section("NODE", "x", 0, octet(1), octet(2), huge, huge, huge)
        }) {
      long id = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(id);
      assertThrows(BnnFormatException.class, file::load);
      long allocated = threads.getThreadAllocatedBytes(id) - before;
      assertTrue(allocated < FEW_BYTES, allocated + " bytes allocated");
    }
  }

  @Test
  void numbersThatMeanNothing() {
    refused(
        "section NODE: operation 99 is unknown to this version (at byte 34)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(99)));
    refused(
        "section NODE: edge kind 9 is unknown to this version (at byte 31)",
        HandMadeFile.begin().section("NODE", "x", 0, octet(1), octet(9), 1, 1, 1));
    refused(
        "section NODE: weights of 3 bits (at byte 43)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(2), octet(3), 1, 1));
    refused(
        "section NODE: arithmetic operation 77 is unknown to this version (at byte 39)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(5), 1, octet(77), 0));
    refused(
        "section NODE: text that is not UTF-8 (at byte 25)",
        HandMadeFile.begin().section("NODE", 1, octet(0xFF)));
    refused(
        "section NODE: 2 x integers do not fit into the 4 bytes left (at byte 47)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(2), octet(1), 2, 8, 2, 0));
    refused(
        "section NODE 'x': 2 x 8 bits take 2 words, not 1 (at byte 33)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(2), octet(1), 2, 8, 1, 0));
    refused(
        "section NODE 'x': weight 0 is NaN (at byte 33)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(6), 1, 1, 1, Float.NaN));
    refused(
        "section NODE 'x': a threshold has at least 1 channel, not 0 (at byte 33)",
        HandMadeFile.begin().section("NODE", "x", 1, 0, octet(3), 0, 0));
  }

  @Test
  void graphsThatDoNotFit() {
    refused(
        "node 1 'x': it reads node 1, which is not before it (at byte 90)",
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section("NODE", "x", 1, 1, octet(4))
            .section("END!", 2));
    refused(
        "node 1 'x': float dense 1 x 4 expects 4 values, not 3 (at byte 118)",
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section("NODE", "x", 1, 0, octet(6), 1, 4, 4, 1f, 2f, 3f, 4f)
            .section("END!", 2));
    refused(
        "2 labels for 3 outputs (at byte 120)",
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section("NODE", "x", 1, 0, octet(5), 0)
            .section("LABL", 2, "a", "b")
            .section("END!", 2));
    refused(
        "a graph has at least 1 node, not 0 (at byte 28)", HandMadeFile.begin().section("END!", 0));
  }
}
