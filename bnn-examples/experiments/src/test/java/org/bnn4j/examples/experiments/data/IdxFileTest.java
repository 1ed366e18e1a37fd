package org.bnn4j.examples.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  private static final int IMAGES = 0x803;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("some-images");
  }

  @Test
  void readsDimensionsAndUnsignedBytes() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 300, 2, 10, 15));
    IdxFile file = IdxFile.read(path, 3);
    assertArrayEquals(new int[] {2, 10, 15}, file.dimensions());
    assertEquals(300, file.data().length);
    assertEquals(200, file.data()[200] & 0xff);
  }

  @Test
  void gzipIsRecognisedByItsFirstBytesWhateverTheName() throws IOException {
    byte[] plain = TestFiles.idx(IMAGES, 24, 2, 3, 4);
    Files.write(path, TestFiles.gzip(plain));
    assertArrayEquals(Arrays.copyOfRange(plain, 16, 40), IdxFile.read(path, 3).data());

    Path misnamed = directory.resolve("plain.gz");
    Files.write(misnamed, plain);
    assertArrayEquals(Arrays.copyOfRange(plain, 16, 40), IdxFile.read(misnamed, 3).data());
  }

  @Test
  void labelsWhereImagesAreExpected() throws IOException {
    Files.write(path, TestFiles.idx(0x801, 5, 5));
    assertFails(0, "the magic number is 0x00000801, expected 0x00000803");
  }

  @Test
  void elementsThatAreNotUnsignedBytes() throws IOException {
    Files.write(path, TestFiles.idx(0xd03, 24, 1, 2, 3));
    assertFails(0, "the magic number is 0x00000d03, expected 0x00000803");
  }

  @Test
  void emptyFile() throws IOException {
    Files.write(path, new byte[0]);
    assertFails(0, "inside the magic number: 4 bytes expected, 0 found");
  }

  @Test
  void fileThatEndsInTheHeader() throws IOException {
    Files.write(path, Arrays.copyOf(TestFiles.idx(IMAGES, 0, 2, 3, 4), 10));
    assertFails(10, "inside dimension 1: 4 bytes expected, 2 found");
  }

  @Test
  void fileThatEndsInTheElements() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 23, 2, 3, 4));
    assertFails(39, "inside the 2 x 3 x 4 elements: 24 bytes expected, 23 found");
  }

  @Test
  void hugeClaimFailsOnWhatIsThere() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 10, 2_000_000, 32, 32));
    assertFails(26, "2048000000 bytes expected, 10 found");
  }

  @Test
  void bytesAfterTheElements() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 27, 2, 3, 4));
    assertFails(40, "the data should end here, but 3 bytes follow");
  }

  @Test
  void dimensionThatIsNotPositive() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 0, 2, 0, 4));
    assertFails(8, "dimension 1 is 0,");
    Files.write(path, TestFiles.idx(IMAGES, 0, 2, 3, -1));
    assertFails(12, "dimension 2 is 4294967295,");
  }

  @Test
  void dimensionsWhoseProductOverflows() throws IOException {
    Files.write(path, TestFiles.idx(IMAGES, 0, 1 << 20, 1 << 20, 1 << 30));
    assertFails(4, "1048576 x 1048576 x 1073741824 make more than 2147483639 elements");
  }

  @Test
  void gzipThatWasCutOff() throws IOException {
    byte[] zipped = TestFiles.gzip(TestFiles.idx(IMAGES, 240, 2, 10, 12));
    Files.write(path, Arrays.copyOf(zipped, zipped.length / 2));
    assertTrue(fail().getMessage().contains("broken gzip data"), fail().getMessage());
    Files.write(path, Arrays.copyOf(zipped, 6));
    assertFails(0, "bad gzip header");
  }

  @Test
  void gzipWhoseChecksumIsWrong() throws IOException {
    byte[] zipped = TestFiles.gzip(TestFiles.idx(IMAGES, 24, 2, 3, 4));
    zipped[zipped.length - 8]++;
    Files.write(path, zipped);
    assertTrue(fail().getMessage().contains("broken gzip data"), fail().getMessage());
  }

  private void assertFails(long offset, String problem) {
    DataFileException e = fail();
    assertEquals(path.toString(), e.path());
    assertEquals(offset, e.offset());
    String message = e.getMessage();
    assertTrue(message.startsWith(path + ": at byte " + offset + ": "), message);
    assertTrue(message.contains(problem), message);
  }

  private DataFileException fail() {
    return assertThrows(DataFileException.class, () -> IdxFile.read(path, 3));
  }
}
