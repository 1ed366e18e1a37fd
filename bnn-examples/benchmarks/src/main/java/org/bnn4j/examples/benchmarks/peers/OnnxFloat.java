package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.TensorProto.DataType;

/** Writes stages as an ONNX model of float32. */
final class OnnxFloat {
  private OnnxFloat() {}

  /** Writes a model whose input is the numbers 0 to 255. */
  static void write(Net net, List<Stage> stages, Path file) throws IOException {
    OnnxGraph graph = new OnnxGraph(net, DataType.FLOAT);
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      String name = stage.name();
      if (i > 0 && stages.get(i - 1).convolution() && !stage.convolution()) {
        graph.node("Flatten", "flat");
      }
      String weights = graph.floats(name + ".weights", stage.weights(), stage.weightShape());
      String bias = graph.floats(name + ".bias", stage.bias(), stage.outputs());
      if (stage.convolution()) {
        graph
            .node("Conv", name, weights, bias)
            .addAttribute(OnnxGraph.list("kernel_shape", 3, 3))
            .addAttribute(OnnxGraph.list("pads", 1, 1, 1, 1));
      } else {
        graph.node("Gemm", name, weights, bias);
      }
      if (stage.rectified()) {
        graph.node("Relu", name + ".rectified");
      }
      if (stage.pooled()) {
        graph.pool(name + ".pooled");
      }
    }
    graph.write(file);
  }
}
