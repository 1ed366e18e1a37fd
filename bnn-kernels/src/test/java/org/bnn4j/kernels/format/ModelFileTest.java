package org.bnn4j.kernels.format;

import static org.bnn4j.kernels.format.HandMadeFile.octet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private final RandomModels models = new RandomModels(4);

  static byte[] write(Graph graph) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelWriter.write(graph, out);
    return out.toByteArray();
  }

  static Graph read(byte[] bytes) throws IOException {
    return ModelReader.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Graph image =
        GraphBuilder.input(EdgeKind.FLOAT, new Shape(2, 3, 5)).then("out", new Softmax()).build();
    for (Graph graph :
        List.of(
            models.everyOperation(),
            new ConvModels(4).everyOperation(),
            new ConvModels(4).severalInputs(33),
            models.perceptron(33, 65, 10),
            models.floatPerceptron(7, 31, 3),
            image)) {
      byte[] bytes = write(graph);
      Graph copy = read(bytes);
      assertArrayEquals(bytes, write(copy));
      assertEquals(graph.labels(), copy.labels());
      assertEquals(graph.nodes().size(), copy.nodes().size());
      for (int i = 0; i < graph.nodes().size(); i++) {
        assertEquals(graph.nodes().get(i).name(), copy.nodes().get(i).name());
        assertEquals(graph.nodes().get(i).inputs(), copy.nodes().get(i).inputs());
        assertEquals(graph.nodes().get(i).op().getClass(), copy.nodes().get(i).op().getClass());
        assertEquals(graph.nodes().get(i).op().toString(), copy.nodes().get(i).op().toString());
        assertEquals(graph.edge(i), copy.edge(i));
      }
    }
  }

  @Test
  void aReadModelAnswersAsTheWrittenOne(@TempDir Path folder) throws IOException {
    Graph graph = models.everyOperation();
    Path file = folder.resolve("model.bnn");
    Files.write(file, write(graph));
    byte[] batch = models.bytes(16 * graph.input().size());
    float[] expected = new float[16 * graph.output().size()];
    float[] actual = new float[expected.length];
    try (BnnSession before = BnnModel.of(graph).newSession(16);
        BnnSession after = BnnModel.load(file).newSession(16)) {
      before.run(batch, 16, expected);
      after.run(batch, 16, actual);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    assertArrayEquals(
        write(new RandomModels(8).everyOperation()), write(new RandomModels(8).everyOperation()));
  }

  @Test
  void theBytesAreThoseOfTheDocument() throws IOException {
    Graph graph =
        GraphBuilder.input(EdgeKind.BYTE, 3)
            .then("dense", RandomModels.ternary(2, 3, new int[] {1, 0, -1, -1, 1, 1}))
            .build("a", "\u00fc");
    byte[] expected =
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section(
                "NODE", "dense", 1, 0, octet(2), octet(2), 2, 3, 2, 0b001, 0b110, 2, 0b101, 0b111)
            .section("LABL", 2, "a", "\u00fc")
            .section("END!", 2)
            .toByteArray();
    assertArrayEquals(expected, write(graph));
  }

  @Test
  void severalInputsAreANodesListOfThem() throws IOException {
    Graph graph =
        GraphBuilder.input(EdgeKind.FLOAT, 3)
            .add("a", new Sign(), "in")
            .add("b", new Sign(), "in")
            .add("dense", RandomModels.binary(1, 3, new int[] {1, -1, 1}), "b", "a", "b")
            .build();
    byte[] expected =
        HandMadeFile.begin()
            .section("NODE", "in", 0, octet(1), octet(4), 1, 1, 3)
            .section("NODE", "a", 1, 0, octet(4))
            .section("NODE", "b", 1, 0, octet(4))
            .section("NODE", "dense", 3, 2, 1, 2, octet(2), octet(1), 1, 3, 1, 0b101)
            .section("END!", 4)
            .toByteArray();
    assertArrayEquals(expected, write(graph));
    assertArrayEquals(expected, write(read(expected)));
    assertEquals(List.of(2, 1, 2), read(expected).nodes().get(3).inputs());
  }

  @Test
  void aFileWithInputsThatDoNotFitIsRefused() {
    HandMadeFile file =
        HandMadeFile.begin()
            .inputOfBytes(3)
            .section("NODE", "dense", 2, 0, 0, octet(2), octet(1), 1, 3, 1, 0b101)
            .section("END!", 2);
    Exception e = assertThrows(BnnFormatException.class, file::read);
    assertEquals(
        "node 1 'dense': binary dense 1 x 3 takes several inputs only if all are bits of one shape,"
            + " not [3 byte, 3 byte] (at byte 115)",
        e.getMessage());
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayInputStream in =
        new ByteArrayInputStream(write(models.perceptron(3, 4, 2))) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    BnnModel.load(in);
    assertEquals(false, closed[0]);
  }
}
