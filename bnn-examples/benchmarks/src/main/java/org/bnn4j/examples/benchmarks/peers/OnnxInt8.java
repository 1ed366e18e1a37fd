package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.TensorProto.DataType;

/**
 * Writes stages as a statically quantized ONNX model on ONNX Runtime's integer operators: unsigned
 * bytes times signed bytes, in the usual way. With scales s_x of a stage's input, s_w of each
 * output's weights and s_y of its output,
 *
 * <pre>
 *   1.  x = s_x q_x with q_x from 0 to 255, and of the network's own input s_x = 1 exactly,
 *   2.  w = s_w q_w with q_w from -m to m, s_w = max |w| / m,
 *   3.  y = s_x s_w (sum of q_w q_x + q_b), q_b = b / (s_x s_w) rounded,
 *   4.  q_y = y / s_y rounded and clipped to 0..255, which rectifies too.
 * </pre>
 *
 * The last stage leaves out line 4.
 */
final class OnnxInt8 {
  private static final int LEVELS = 255;

  private final OnnxGraph graph;
  private final int most;
  private final String zero;
  private float inputScale = 1;
  private String inputScaleName;

  private OnnxInt8(Net net, int bits) {
    graph = new OnnxGraph(net, DataType.UINT8);
    most = (1 << bits - 1) - 1;
    zero = graph.bytes("zero", DataType.UINT8, new byte[1]);
    inputScaleName = graph.floats("input.scale", new float[] {inputScale});
  }

  /**
   * Writes a model whose input is unsigned bytes.
   *
   * @param largest the largest value that each stage but the last puts out
   * @param bits of a weight: 8, or 7 where pairs of products would saturate
   */
  static void write(Net net, List<Stage> stages, List<Float> largest, int bits, Path file)
      throws IOException {
    OnnxInt8 model = new OnnxInt8(net, bits);
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (i > 0 && stages.get(i - 1).convolution() && !stage.convolution()) {
        model.graph.node("Flatten", "flat");
      }
      if (stage.rectified()) {
        model.rectified(stage, largest.get(i));
      } else {
        model.last(stage);
      }
    }
    model.graph.write(file);
  }

  private void rectified(Stage stage, float largest) {
    String name = stage.name();
    String[] weights = weights(stage);
    String x = inputScaleName;
    String bias = weights[3];
    inputScale = largest / LEVELS;
    inputScaleName = graph.floats(name + ".scale", new float[] {inputScale});
    String y = inputScaleName;
    if (!stage.convolution()) {
      graph.contributed("QGemm", name, x, zero, weights[0], weights[1], weights[2], bias, y, zero);
      return;
    }
    graph
        .node("QLinearConv", name, x, zero, weights[0], weights[1], weights[2], y, zero, bias)
        .addAttribute(OnnxGraph.list("kernel_shape", 3, 3))
        .addAttribute(OnnxGraph.list("pads", 1, 1, 1, 1));
    if (stage.pooled()) {
      graph.pool(name + ".pooled");
    }
  }

  private void last(Stage stage) {
    String[] weights = weights(stage);
    graph.contributed(
        "QGemm",
        stage.name(),
        inputScaleName,
        zero,
        weights[0],
        weights[1],
        weights[2],
        weights[3]);
  }

  /** The names of weights, their scales, their zero points, and the bias. */
  private String[] weights(Stage stage) {
    String name = stage.name();
    int outputs = stage.outputs();
    float[] scales = new float[outputs];
    for (int i = 0; i < stage.weights().length; i++) {
      int output = stage.outputOf(i);
      scales[output] = Math.max(scales[output], Math.abs(stage.weights()[i]) / most);
    }
    byte[] weights = new byte[stage.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) Math.round(stage.weights()[i] / scales[stage.outputOf(i)]);
    }
    int[] bias = new int[outputs];
    for (int i = 0; i < outputs; i++) {
      bias[i] = Math.toIntExact(Math.round(stage.bias()[i] / ((double) inputScale * scales[i])));
    }
    return new String[] {
      graph.bytes(name + ".weights", DataType.INT8, weights, stage.weightShape()),
      graph.floats(name + ".weights.scale", scales, outputs),
      graph.bytes(name + ".weights.zero", DataType.INT8, new byte[outputs], outputs),
      graph.ints(name + ".bias", bias, outputs)
    };
  }
}
