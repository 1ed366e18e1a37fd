package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
  private static final Node INPUT =
      new Node("in", new Input(new Edge(EdgeKind.FLOAT, Shape.vector(4))), List.of());

  private final RandomModels models = new RandomModels(3);

  private static void refused(String message, Executable graph) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, graph).getMessage());
  }

  @Test
  void infersEveryEdge() {
    Graph graph = models.everyOperation();
    assertEquals("37 byte", graph.input().toString());
    assertEquals("40 accumulator", graph.edge(graph.indexOf("first:product")).toString());
    assertEquals("40 bits", graph.edge(graph.indexOf("first")).toString());
    assertEquals("33 float", graph.edge(graph.indexOf("chain")).toString());
    assertEquals("5 float", graph.output().toString());
    assertEquals(2, graph.readers(graph.indexOf("first")));
    assertEquals(0, graph.readers(graph.indexOf("out")));
  }

  @Test
  void refusesForwardReferencesAndCycles() {
    refused(
        "node 1 'a': it reads node 2, which is not before it",
        () ->
            new Graph(
                List.of(
                    INPUT,
                    new Node("a", new Softmax(), List.of(2)),
                    new Node("b", new Softmax(), List.of(1))),
                List.of()));
    refused(
        "node 1 'a': it reads node 1, which is not before it",
        () -> new Graph(List.of(INPUT, new Node("a", new Softmax(), List.of(1))), List.of()));
    refused(
        "node 1 'a': it reads node -1, which is not before it",
        () -> new Graph(List.of(INPUT, new Node("a", new Softmax(), List.of(-1))), List.of()));
  }

  @Test
  void namesBothSizesOfAMismatch() {
    refused(
        "node 1 'dense': binary dense 3 x 5 expects 5 values, not 4",
        () -> new GraphWith(EdgeKind.FLOAT, 4).then(models.binary(3, 5)));
    refused(
        "node 1 'dense': float dense 3 x 5 expects 5 values, not 4",
        () -> new GraphWith(EdgeKind.BYTE, 4).then(models.floatDense(3, 5)));
    refused(
        "node 1 'dense': multiply expects 5 values, not 4",
        () -> new GraphWith(EdgeKind.BYTE, 4).then(models.affine(5)));
    refused(
        "node 2 'threshold': threshold expects 5 values, not 3",
        () ->
            GraphBuilder.input(EdgeKind.BYTE, 4)
                .then("dense", models.binary(3, 4))
                .then("threshold", models.threshold(5, 1))
                .build());
  }

  @Test
  void namesBothShapesOfASum() {
    refused(
        "node 3 'sum': a sum takes inputs of one shape, not " + "[3 accumulator, 2 accumulator]",
        () ->
            GraphBuilder.input(EdgeKind.BYTE, 4)
                .add("a", models.binary(3, 4), "in")
                .add("b", models.binary(2, 4), "in")
                .add("sum", new Add(), "a", "b")
                .build());
  }

  @Test
  void refusesAccumulatorsThatMayOverflow() {
    PackedDense widest =
        new PackedDense(PackedWeights.binary(new BitMatrix(1, 1 << 21, new int[1 << 16])));
    GraphBuilder twice =
        GraphBuilder.input(EdgeKind.BYTE, 1 << 21).then("a", widest).add("b", new Add(), "a", "a");
    assertEquals("1 accumulator", twice.build().output().toString());
    twice.add("c", new Add(), "b", "a");
    refused(
        "node 3 'c': its accumulators may reach 1604321280, and at most 1073741823 fits",
        twice::build);
  }

  @Test
  void sumsOfBitsReachLess() {
    GraphBuilder graph =
        GraphBuilder.input(EdgeKind.FLOAT, 1 << 20)
            .then("sign", new Sign())
            .then(
                "0",
                new PackedDense(PackedWeights.binary(new BitMatrix(1, 1 << 20, new int[1 << 15]))));
    for (int i = 1; i < 10; i++) {
      String before = Integer.toString(i - 1);
      graph.add(Integer.toString(i), new Add(), before, before);
    }
    graph.build();
    graph.add("10", new Add(), "9", "9");
    refused(
        "node 12 '10': its accumulators may reach 1073741824, and at most 1073741823 fits",
        graph::build);
  }

  @Test
  void severalInputsReachFurther() {
    PackedDense widest =
        new PackedDense(PackedWeights.binary(new BitMatrix(1, 1 << 21, new int[1 << 16])));
    GraphBuilder graph = GraphBuilder.input(EdgeKind.FLOAT, 1 << 21).then("bits", new Sign());
    String[] most = new String[255];
    Arrays.fill(most, "bits");
    graph.add("a", widest, most).add("b", new Add(), "a", "a").build();
    graph.add("c", new Add(), "b", "a");
    refused(
        "node 4 'c': its accumulators may reach 1604321280, and at most 1073741823 fits",
        graph::build);
  }

  @Test
  void refusesKindsThatAnOperationDoesNotTake() {
    refused(
        "node 1 'dense': sign does not take 4 byte",
        () -> new GraphWith(EdgeKind.BYTE, 4).then(new Sign()));
    refused(
        "node 1 'dense': softmax does not take 4 byte",
        () -> new GraphWith(EdgeKind.BYTE, 4).then(new Softmax()));
    refused(
        "node 1 'dense': threshold does not take 4 float",
        () -> new GraphWith(EdgeKind.FLOAT, 4).then(models.threshold(4, 1)));
    refused(
        "a model puts out floats or accumulators, not 4 bits",
        () -> new GraphWith(EdgeKind.FLOAT, 4).then(new Sign()));
    refused(
        "a model takes bytes or floats, not bits",
        () -> new Input(new Edge(EdgeKind.BITS, Shape.vector(4))));
  }

  @Test
  void refusesWrongStructure() {
    refused("a graph has at least 1 node, not 0", () -> new Graph(List.of(), List.of()));
    refused(
        "node 1 'in': the name is taken",
        () -> new Graph(List.of(INPUT, new Node("in", new Softmax(), List.of(0))), List.of()));
    refused(
        "node 0 'a': the first node, and no other, is the input",
        () -> new Graph(List.of(new Node("a", new Softmax(), List.of())), List.of()));
    refused(
        "node 1 'b': nothing reads it",
        () ->
            new Graph(
                List.of(
                    INPUT,
                    new Node("b", new Softmax(), List.of(0)),
                    new Node("c", new Softmax(), List.of(0))),
                List.of()));
    refused("3 labels for 4 outputs", () -> new Graph(List.of(INPUT), List.of("x", "y", "z")));
    refused(
        "node 1 'a': softmax takes 1 input, not 0",
        () -> new Graph(List.of(INPUT, new Node("a", new Softmax(), List.of())), List.of()));
  }

  @Test
  void refusesImpossibleThresholds() {
    refused(
        "a threshold has at least 1 channel, not 0", () -> new Threshold(new int[0], new int[0]));
    refused("33 thresholds, but 1 words of flips", () -> new Threshold(new int[33], new int[1]));
    refused(
        "a flip is set beyond channel 31", () -> new Threshold(new int[31], new int[] {1 << 31}));
    refused(
        "threshold 1 is beyond +-1073741824: 1073741825",
        () -> new Threshold(new int[] {0, Threshold.NEVER + 1}, new int[1]));
  }

  @Test
  void refusesImpossibleShapes() {
    refused("a shape's extents are positive, not 1x0x3", () -> new Shape(1, 0, 3));
    refused(
        "a shape holds at most 67108864 values, not 65536x65536x65536",
        () -> new Shape(1 << 16, 1 << 16, 1 << 16));
  }

  @Test
  void namesTheLayersThereAre() {
    Graph graph = models.perceptron(3, 4, 2);
    refused(
        "no layer 'x' in this model, which has "
            + "[in, first:product, first, second:product, second, out:product, out]",
        () -> graph.indexOf("x"));
  }

  /** A graph of an input and one more node. */
  private record GraphWith(EdgeKind kind, int size) {
    void then(Op op) {
      GraphBuilder.input(kind, size).then("dense", op).build();
    }
  }
}
