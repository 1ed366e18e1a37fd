package org.bnn4j.kernels.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.ConvModels;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.PathCheck;
import org.bnn4j.kernels.graph.Channelwise;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.InputMap;
import org.bnn4j.kernels.graph.Pool;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Sign;
import org.bnn4j.kernels.graph.Window;
import org.bnn4j.kernels.paths.KernelPaths;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Poolings of every kind of value; padding takes no part in any. */
class PoolTest {
  private static final Window PADDED = Window.of(1, 2).padding(0, 0, 1, 1).stride(1, 2);

  static List<Arguments> pathsAndChannels() {
    List<Arguments> all = new ArrayList<>();
    for (String path : KernelPaths.available()) {
      for (int channels : new int[] {1, 3, 31, 33, 65, 128}) {
        all.add(Arguments.of(path, channels));
      }
    }
    return all;
  }

  static List<String> paths() {
    return KernelPaths.available();
  }

  private static float[] run(String path, Graph graph, float... input) {
    float[] answer = new float[graph.output().size()];
    try (BnnSession session = BnnModel.of(graph).onKernels(path).newSession(1)) {
      session.run(input, 1, answer);
    }
    return answer;
  }

  private static Graph pool(EdgeKind kind, Pool.Kind pooling, Window window) {
    return GraphBuilder.input(kind, new Shape(1, 4, 1))
        .then("pool", new Pool(pooling, window))
        .then("floats", new Channelwise(List.of()))
        .build();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void paddingIsNotTheLargestAndDoesNotCount(String path) {
    float[] x = {-5, -7, -1, -3};
    EdgeKind floats = EdgeKind.FLOAT;
    assertArrayEquals(new float[] {-5, -1, -3}, run(path, pool(floats, Pool.Kind.MAX, PADDED), x));
    assertArrayEquals(new float[] {-5, -8, -3}, run(path, pool(floats, Pool.Kind.SUM, PADDED), x));
    assertArrayEquals(new float[] {-5, -4, -3}, run(path, pool(floats, Pool.Kind.MEAN, PADDED), x));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void bytesHaveNoSign(String path) {
    float[] x = {255, 3, 127, 128};
    EdgeKind bytes = EdgeKind.BYTE;
    assertArrayEquals(
        new float[] {255, 127, 128}, run(path, pool(bytes, Pool.Kind.MAX, PADDED), x));
    assertArrayEquals(
        new float[] {255, 130, 128}, run(path, pool(bytes, Pool.Kind.SUM, PADDED), x));
    assertArrayEquals(
        new float[] {255, 65, 128}, run(path, pool(bytes, Pool.Kind.MEAN, PADDED), x));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void tapsMayLieApartAndBesideTheMap(String path) {
    Window apart = Window.of(3, 2).dilation(1, 3).padding(1, 1, 2, 0);
    float[] x = {1, 2, 4, 8};
    // Columns -2 and 1, -1 and 2, 0 and 3.
    assertArrayEquals(
        new float[] {2, 4, 9}, run(path, pool(EdgeKind.BYTE, Pool.Kind.SUM, apart), x));
    assertArrayEquals(
        new float[] {2, 4, 4.5f}, run(path, pool(EdgeKind.BYTE, Pool.Kind.MEAN, apart), x));
    assertArrayEquals(
        new float[] {2, 4, 8}, run(path, pool(EdgeKind.BYTE, Pool.Kind.MAX, apart), x));
  }

  @ParameterizedTest
  @MethodSource("pathsAndChannels")
  void everyKindOfValue(String path, int channels) {
    ConvModels models = new ConvModels(channels);
    Shape shape = new Shape(4, 5, channels);
    for (Pool.Kind kind : Pool.Kind.values()) {
      for (Window window :
          List.of(
              Window.of(2, 2).stride(2, 2),
              Window.of(3, 3).stride(2, 2).padding(1, 1, 1, 1),
              Window.of(2, 3).stride(3, 1).padding(1, 0, 2, 0),
              Window.of(1, 1).stride(2, 3),
              Window.of(4, 5),
              Window.of(5, 7).padding(1, 0, 1, 2))) {
        Pool pool = new Pool(kind, window);
        Channelwise asFloats = new Channelwise(List.of());
        for (EdgeKind input : new EdgeKind[] {EdgeKind.BYTE, EdgeKind.FLOAT}) {
          PathCheck.onPath(
              GraphBuilder.input(input, shape).then("pool", pool).then("out", asFloats).build(),
              path,
              models.random(),
              2);
        }
        GraphBuilder bits = GraphBuilder.input(EdgeKind.FLOAT, shape).then("bits", new Sign());
        PathCheck.onPath(
            bits.then("pool", pool).then("out", asFloats).build(), path, models.random(), 2);
        PathCheck.onPath(
            GraphBuilder.input(EdgeKind.BYTE, shape)
                .then("product", models.depthwise(Window.of(1, 1), channels, false, InputMap.PLAIN))
                .then("pool", pool)
                .then("out", asFloats)
                .build(),
            path,
            models.random(),
            2);
      }
    }
  }
}
