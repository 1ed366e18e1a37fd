package org.bnn4j.examples.benchmarks.peers;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onnx.Onnx;

/** The operators that ONNX Runtime runs for a model, once it has optimized it. */
final class OnnxOperators {
  private static final Set<String> FLOAT_PRODUCTS =
      Set.of("Conv", "FusedConv", "Gemm", "FusedGemm", "MatMul", "FusedMatMul");

  private final TreeMap<String, Integer> counts = new TreeMap<>();

  private OnnxOperators() {}

  /**
   * Has a model optimized as it will be run, and reads the result.
   *
   * @throws IOException if ONNX Runtime refuses the model
   */
  static OnnxOperators of(Path model) throws IOException {
    Path optimized = Files.createTempFile("optimized", ".onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setOptimizedModelFilePath(optimized.toString());
      // It warns that the file is for this machine alone.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      OrtEnvironment.getEnvironment().createSession(model.toString(), options).close();
      OnnxOperators operators = new OnnxOperators();
      try (InputStream in = Files.newInputStream(optimized)) {
        for (Onnx.NodeProto node : Onnx.ModelProto.parseFrom(in).getGraph().getNodeList()) {
          operators.counts.merge(node.getOpType(), 1, Integer::sum);
        }
      }
      return operators;
    } catch (OrtException e) {
      throw new IOException(model + ": " + e.getMessage(), e);
    } finally {
      Files.delete(optimized);
    }
  }

  /**
   * Makes sure that all products are of integers.
   *
   * @throws IllegalStateException if one is of floats
   */
  void requireIntegers() {
    Set<String> floats = new TreeSet<>(counts.keySet());
    floats.retainAll(FLOAT_PRODUCTS);
    if (!floats.isEmpty() || counts.keySet().stream().noneMatch(name -> name.startsWith("Q"))) {
      throw new IllegalStateException("the int8 model is run by " + this);
    }
  }

  /** Such as {@code 4 QGemm, 1 Softmax}. */
  @Override
  public String toString() {
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }
}
