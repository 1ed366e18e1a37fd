package org.bnn4j.kernels.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations on maps put out, and what they refuse. */
class MapOpsTest {
  private static final Window THREE = Window.of(3, 3);
  private static final Edge BITS = new Edge(EdgeKind.BITS, new Shape(4, 5, 6));
  private static final Edge BYTES = new Edge(EdgeKind.BYTE, new Shape(4, 5, 6));
  private static final Edge SUMS = new Edge(EdgeKind.ACCUMULATOR, new Shape(4, 5, 6));
  private static final Edge FLOATS = new Edge(EdgeKind.FLOAT, new Shape(4, 5, 6));

  private final ConvModels models = new ConvModels(3);

  private static void refused(String message, Executable graph) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, graph).getMessage());
  }

  private static void refused(String message, Op op, Edge... inputs) {
    refused(message, () -> op.infer(List.of(inputs)));
  }

  private static void puts(String output, Op op, Edge... inputs) {
    assertEquals(output, op.infer(List.of(inputs)).toString());
  }

  private PackedConv conv(Window window, int channels, InputMap map) {
    return models.conv(window, channels, 7, false, map);
  }

  @Test
  void kindsAndShapesThatComeOut() {
    Window two = Window.of(2, 2).stride(2, 2).padding(0, 0, 1, 0);
    PackedConv conv = conv(two, 6, InputMap.PLAIN);
    puts("2x3x7 accumulator", conv, BITS);
    puts("2x3x7 accumulator", conv, BYTES);
    puts("2x3x7 float", conv, FLOATS);
    puts("2x3x7 float", models.floatConv(two, 6, 7), SUMS);
    PackedDepthwise depthwise = models.depthwise(two, 12, true, InputMap.PLAIN);
    puts("2x3x12 accumulator", depthwise, SUMS);
    puts("2x3x12 float", depthwise, FLOATS);
    for (Edge edge : List.of(BITS, BYTES, SUMS, FLOATS)) {
      String kind = edge.kind().label();
      puts("2x3x6 " + kind, new Pool(Pool.Kind.MAX, two), edge);
      puts("2x3x6 float", new Pool(Pool.Kind.MEAN, two), edge);
      puts("120 " + kind, new Flatten(true), edge);
      puts("4x5x12 " + kind, new Concat(), edge, edge);
    }
    puts("2x3x6 accumulator", new Pool(Pool.Kind.SUM, two), BYTES);
    puts("2x3x6 float", new Pool(Pool.Kind.SUM, two), FLOATS);
    puts("7x12x6 byte", new Pad(1, 2, 3, 4), BYTES);
    puts("4x5x6 accumulator", new Add(), BITS, BYTES, SUMS);
    puts("4x5x6 float", new Add(), BITS, FLOATS);
    puts("4x5x6 bits", models.random().threshold(6, 1), BITS);
  }

  @Test
  void windowsThatDoNotFit() {
    refused("5x5 does not fit into 4x5x6", conv(Window.of(5, 5), 6, InputMap.PLAIN), BITS);
    refused("3x3 dilated 1,3 does not fit into 4x5x6", pool(THREE.dilation(1, 3)), FLOATS);
    refused(
        "2x6 does not fit into 4x5x6",
        models.depthwise(Window.of(2, 6), 6, false, InputMap.PLAIN),
        SUMS);
    refused("1x7 does not fit into 4x5x6", models.floatConv(Window.of(1, 7), 6, 1), BYTES);
  }

  private static Pool pool(Window window) {
    return new Pool(Pool.Kind.MAX, window);
  }

  @Test
  void fanInsThatDoNotFit() {
    refused(
        "binary conv 3x3 7 x 45 expects 45 values, not 54", conv(THREE, 5, InputMap.PLAIN), BITS);
    refused(
        "float conv 3x3 2 x 45 expects 45 values, not 54", models.floatConv(THREE, 5, 2), FLOATS);
    PackedDepthwise four =
        new PackedDepthwise(THREE, models.random().ternaryWeights(6, 4), InputMap.PLAIN);
    refused("ternary depthwise conv 3x3 6 x 4 expects 4 values, not 9", four, BITS);
    PackedDepthwise seven = models.depthwise(THREE, 7, false, InputMap.PLAIN);
    refused("binary depthwise conv 3x3 7 x 9 has 7 outputs for 6 channels", seven, BITS);
  }

  @Test
  void kindsThatAreNotTaken() {
    refused(
        "binary conv 3x3 7 x 54 does not take 4x5x6 accumulator",
        conv(THREE, 6, InputMap.PLAIN),
        SUMS);
    refused("pad 0-0,1-1 does not take 4x5x6 bits", new Pad(0, 0, 1, 1), BITS);
    refused("max pool 3x3 takes 1 input, not 2", pool(THREE), BITS, BITS);
    refused("flatten, channels first takes 1 input, not 0", new Flatten(true));
  }

  @Test
  void severalInputsOfPackedProducts() {
    PackedConv conv = conv(THREE, 6, InputMap.padded(1));
    puts("2x3x7 accumulator", conv, BITS, BITS);
    assertEquals(3 * 54, conv.reach(List.of(BITS, BITS, BITS), new long[] {1, 1, 1}));
    PackedDepthwise depthwise = models.depthwise(THREE, 12, true, InputMap.PLAIN);
    puts("2x3x12 accumulator", depthwise, BITS, BITS, BITS);
    assertEquals(2 * 9, depthwise.reach(List.of(BITS, BITS), new long[] {1, 1}));
    Edge vector = new Edge(EdgeKind.BITS, Shape.vector(120));
    PackedDense dense = models.random().binary(2, 120);
    puts("2 accumulator", dense, vector, vector);
    assertEquals(2 * 120, dense.reach(List.of(vector, vector), new long[] {1, 1}));
    refused("binary dense 2 x 120 takes a vector, not 4x5x6 bits: flatten it", dense, BITS, BITS);
    Edge[] many = Collections.nCopies(256, BITS).toArray(Edge[]::new);
    for (Op op : List.of(dense, conv, depthwise)) {
      String several = op + " takes several inputs only if all are bits of one shape, not ";
      refused(several + "[4x5x6 bits, 120 bits]", op, BITS, vector);
      refused(several + "[4x5x6 bits, 4x5x6 bits, 4x5x6 byte]", op, BITS, BITS, BYTES);
      refused(several + "[4x5x6 byte, 4x5x6 bits]", op, BYTES, BITS);
      refused(several + "[4x5x6 float, 4x5x6 float]", op, FLOATS, FLOATS);
      refused(several + "[4x5x6 accumulator, 4x5x6 accumulator]", op, SUMS, SUMS);
      refused(op + " takes 1 to 255 inputs, not 0", op);
      refused(op + " takes 1 to 255 inputs, not 256", op, many);
    }
    refused(
        "float dense 2 x 120 takes 1 input, not 2",
        models.random().floatDense(2, 120),
        vector,
        vector);
  }

  @Test
  void poolsWithWindowsOfNothingButPadding() {
    refused(
        "max pool 3x3 padded 3-0,0-0 over 4x5x6 has nothing but padding in its windows of row 0",
        pool(THREE.padding(3, 0, 0, 0)),
        BITS);
    refused(
        "max pool 3x3 padded 0-0,0-4 over 4x5x6 has nothing but padding in its windows of column 5",
        pool(THREE.padding(0, 0, 0, 4)),
        SUMS);
    // Its two taps stand on both sides of the map.
    refused(
        "mean pool 2x1 dilated 5,1 padded 1,0 over 4x5x6"
            + " has nothing but padding in its windows of row 0",
        new Pool(Pool.Kind.MEAN, Window.of(2, 1).dilation(5, 1).padding(1, 1, 0, 0)),
        FLOATS);
    puts("5x5x6 bits", pool(Window.of(3, 3).padding(2, 1, 1, 1)), BITS);
  }

  @Test
  void concatsAndSumsOfWhatDoesNotFit() {
    Edge other = new Edge(EdgeKind.BITS, new Shape(4, 6, 6));
    refused("concat takes 2 inputs or more, not 1", new Concat(), BITS);
    refused(
        "concat takes maps of one size and kind, not [4x5x6 bits, 4x5x6 byte]",
        new Concat(),
        BITS,
        BYTES);
    refused(
        "concat takes maps of one size and kind, not [4x5x6 bits, 4x6x6 bits]",
        new Concat(),
        BITS,
        other);
    Edge widest = new Edge(EdgeKind.FLOAT, Shape.vector(Shape.MAX_SIZE));
    refused(
        "concat puts out at most 67108864 channels, not 2147483648",
        () -> new Concat().infer(Collections.nCopies(32, widest)));
    refused("a sum takes 2 inputs or more, not 1", new Add(), BITS);
    refused(
        "a sum takes inputs of one shape, not [4x5x6 bits, 4x6x6 bits]", new Add(), BITS, other);
  }

  @Test
  void denseTakesVectorsOnly() {
    refused(
        "binary dense 2 x 120 takes a vector, not 4x5x6 bits: flatten it",
        models.random().binary(2, 120),
        BITS);
    refused(
        "float dense 2 x 120 takes a vector, not 4x5x6 accumulator: flatten it",
        models.random().floatDense(2, 120),
        SUMS);
    refused("binary dense 2 x 9 expects 9 values, not 120", models.random().binary(2, 9), BITS);
  }

  @Test
  void onlyBytesStandForOtherNumbers() {
    String conv = "binary conv 3x3 on 2x-255 7 x 54";
    refused(conv + " takes bytes alone, not bits", conv(THREE, 6, ConvModels.SCALED), BITS);
    refused(conv + " takes bytes alone, not float", conv(THREE, 6, ConvModels.SCALED), FLOATS);
    refused(
        "binary depthwise conv 3x3 padding 2 6 x 9 takes bytes alone, not accumulator",
        models.depthwise(THREE, 6, false, InputMap.padded(2)),
        SUMS);
    puts("2x3x7 accumulator", conv(THREE, 6, new InputMap(7, -3, -90)), BYTES);
    assertEquals(" on 7x+3 padding -90", new InputMap(7, -3, -90).toString());
    puts("2x3x7 float", conv(THREE, 6, InputMap.padded(-1)), FLOATS);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -65537, 65537, Integer.MAX_VALUE})
  void inputMapsHaveTheirRanges(int wrong) {
    String message =
        "inputs times %d less %d, padded with %d: the scale is at least 1, and none is above 65536";
    refused(String.format(message, 1, wrong, 0), () -> new InputMap(1, wrong, 0));
    refused(String.format(message, 1, 0, wrong), () -> new InputMap(1, 0, wrong));
    refused(String.format(message, wrong, 0, 0), () -> new InputMap(wrong, 0, 0));
    refused(String.format(message, 0, 0, 0), () -> new InputMap(0, 0, 0));
    new InputMap(InputMap.MAX, -InputMap.MAX, -InputMap.MAX);
    new InputMap(InputMap.MAX, InputMap.MAX, InputMap.MAX);
  }

  @Test
  void paddingsAreNotNegative() {
    refused("paddings are not negative: 1-0,-2-0", () -> new Pad(1, 0, -2, 0));
    refused("a window's padding below is 0 to 32768, not 32769", new Pad(0, 32769, 0, 0), FLOATS);
  }

  @ParameterizedTest
  @CsvSource({
    // Scale, offset, padding, the most inputs of an output, and what one more may reach.
    "65536, 0, 0, 64, 1086259200",
    "1, 65536, 0, 16383, 1073741824",
    "1, 0, -65536, 16383, 1073741824",
    "1, -19745, 19999, 53687, 1073760000",
    "2, 255, 0, 2097152, 0"
  })
  void theReachOfAConvolutionIsThatOfItsLargestInput(
      int scale, int offset, int padding, int fanIn, long beyond) {
    InputMap map = new InputMap(scale, offset, padding);
    assertEquals("1 accumulator", productOf(fanIn, map).build().output().toString());
    if (beyond != 0) {
      refused(
          "node 1 'conv': its accumulators may reach " + beyond + ", and at most 1073741823 fits",
          productOf(fanIn + 1, map)::build);
    }
  }

  private static GraphBuilder productOf(int fanIn, InputMap map) {
    BitMatrix weights = new BitMatrix(1, fanIn, new int[Bits.words(fanIn)]);
    return GraphBuilder.input(EdgeKind.BYTE, fanIn)
        .then("conv", new PackedConv(Window.of(1, 1), PackedWeights.binary(weights), map));
  }

  @Test
  void sumsReachAsFarAsTheirTaps() {
    Shape map = new Shape(4096, 1029, 1);
    GraphBuilder.input(EdgeKind.BYTE, map)
        .then("sum", new Pool(Pool.Kind.SUM, Window.of(4096, 1028)))
        .build();
    GraphBuilder more =
        GraphBuilder.input(EdgeKind.BYTE, map)
            .then("largest", new Pool(Pool.Kind.MAX, Window.of(1, 1)))
            .then("sum", new Pool(Pool.Kind.SUM, Window.of(4096, 1029)));
    refused(
        "node 2 'sum': its accumulators may reach 1074769920, and at most 1073741823 fits",
        more::build);
    GraphBuilder twice =
        GraphBuilder.input(EdgeKind.BYTE, new Shape(8, 8, 1))
            .add(
                "conv", models.depthwise(Window.of(8, 8), 2, true, new InputMap(65536, 0, 0)), "in")
            .add("both", new Concat(), "conv", "conv");
    assertEquals("4 accumulator", twice.build().output().toString());
    refused(
        "node 3 'sum': its accumulators may reach 2139095040, and at most 1073741823 fits",
        twice.add("sum", new Add(), "both", "both")::build);
  }
}
