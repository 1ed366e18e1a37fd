package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.PackedConv;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every path's convolutions, over channels around the words and windows that hardly fit. */
class ConvStepTest {
  private static final int[] CHANNELS = {1, 3, 31, 33, 65, 128};
  private static final int[] KERNELS = {1, 3, 5};

  /** Most kernels are larger than the second map. */
  private static final List<Shape> MAPS = List.of(new Shape(4, 5, 1), new Shape(2, 1, 1));

  static List<Arguments> pathsChannelsAndKernels() {
    List<Arguments> all = new ArrayList<>();
    for (String path : KernelPaths.available()) {
      for (int channels : CHANNELS) {
        for (int kernel : KERNELS) {
          all.add(Arguments.of(path, channels, kernel));
        }
      }
    }
    return all;
  }

  /** From none at all to windows of nothing but padding. */
  private static List<Window> windows(int kernel) {
    Window window = Window.of(kernel, kernel);
    return List.of(
        window,
        window.padding(1, 1, 1, 1),
        window.padding(kernel / 2, kernel / 2, kernel / 2, kernel / 2).stride(2, 2),
        window.padding(3, 0, 1, 2),
        window.padding(5, 4, 6, 5).stride(4, 3),
        Window.of(kernel, 2).padding(2, 1, 0, 3).dilation(1, 2),
        Window.of(2, kernel).padding(0, 2, 4, 1).dilation(3, 1).stride(1, 2));
  }

  @ParameterizedTest
  @MethodSource("pathsChannelsAndKernels")
  void bits(String path, int channels, int kernel) {
    check(
        EdgeKind.BITS,
        path,
        channels,
        kernel,
        InputMap.PLAIN,
        InputMap.padded(1),
        InputMap.padded(-1));
  }

  @ParameterizedTest
  @MethodSource("pathsChannelsAndKernels")
  void bytes(String path, int channels, int kernel) {
    check(EdgeKind.BYTE, path, channels, kernel, ConvModels.SCALED, new InputMap(3, -77, -1000));
  }

  @ParameterizedTest
  @MethodSource("pathsChannelsAndKernels")
  void floats(String path, int channels, int kernel) {
    check(EdgeKind.FLOAT, path, channels, kernel, InputMap.PLAIN, InputMap.padded(1));
  }

  /** The kinds of numbers that stand for inputs take turns from window to window. */
  private static void check(
      EdgeKind kind, String path, int channels, int kernel, InputMap... maps) {
    ConvModels models = new ConvModels(1000L * channels + kernel);
    int turn = channels + kernel;
    int checked = 0;
    for (Window window : windows(kernel)) {
      for (Shape size : MAPS) {
        if (fits(window, size)) {
          // One more output than a word has.
          int outputs = channels > 33 ? 3 : 33;
          InputMap map = maps[turn % maps.length];
          PackedConv conv = models.conv(window, channels, outputs, turn % 4 < 2, map);
          Shape shape = new Shape(size.height(), size.width(), channels);
          PathCheck.onPath(graph(kind, shape, conv), path, models.random(), 2);
          turn++;
          checked++;
        }
      }
    }
    assertTrue(checked > windows(kernel).size(), "windows that fit: " + checked);
  }

  private static boolean fits(Window window, Shape map) {
    return map.height() + window.top() + window.bottom()
            > (window.height() - 1) * window.dilationY()
        && map.width() + window.left() + window.right() > (window.width() - 1) * window.dilationX();
  }

  private static Graph graph(EdgeKind kind, Shape shape, PackedConv conv) {
    if (kind == EdgeKind.BITS) {
      return GraphBuilder.input(EdgeKind.FLOAT, shape)
          .then("sign", new Sign())
          .then("conv", conv)
          .build();
    }
    return GraphBuilder.input(kind, shape).then("conv", conv).build();
  }

  static List<Arguments> pathsAndRows() {
    List<Arguments> all = new ArrayList<>();
    for (String path : KernelPaths.available()) {
      if (!path.equals("reference")) {
        String direct = "DirectBitRows";
        String copied = "CopiedBitRows";
        Window three = Window.of(3, 3).padding(1, 1, 1, 1);
        all.add(Arguments.of(path, 128, three, direct));
        all.add(Arguments.of(path, 128, Window.of(1, 1), direct));
        all.add(Arguments.of(path, 128, Window.of(5, 5).padding(2, 2, 2, 2).stride(2, 1), direct));
        all.add(Arguments.of(path, 128, Window.of(3, 3).dilation(2, 1), direct));
        all.add(Arguments.of(path, 64, Window.of(3, 2), direct));
        all.add(Arguments.of(path, 32, Window.of(2, 4).padding(0, 1, 2, 0), direct));
        all.add(Arguments.of(path, 96, Window.of(1, 4), direct));
        all.add(Arguments.of(path, 128, three.dilation(1, 2), copied));
        all.add(Arguments.of(path, 64, three, copied));
        all.add(Arguments.of(path, 32, three, copied));
        all.add(Arguments.of(path, 96, Window.of(2, 2), copied));
        all.add(Arguments.of(path, 65, Window.of(4, 4), copied));
        all.add(Arguments.of(path, 3, three, copied));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("pathsAndRows")
  void rowsAreReadWhereTheyLieIfTheyCanBe(
      String path, int channels, Window window, String expected) {
    for (int padding = -1; padding <= 1; padding++) {
      for (boolean ternary : new boolean[] {false, true}) {
        ConvModels models = new ConvModels(channels);
        PackedConv conv = models.conv(window, channels, 35, ternary, InputMap.padded(padding));
        Graph graph = graph(EdgeKind.BITS, new Shape(5, 6, channels), conv);
        assertEquals(List.of(expected), RunnerParts.rows(graph, path));
        PathCheck.onPath(graph, path, models.random(), 2);
      }
    }
  }
}
