package org.bnn4j.examples.benchmarks.worker;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A model in ONNX Runtime, whose input is floats or unsigned bytes. */
final class OnnxWorker implements Network {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final String input;
  private final TensorInfo type;
  private final Examples examples;
  private final Map<Integer, Map<String, OnnxTensor>> batches = new HashMap<>();

  private OnnxWorker(String model, Path examples, int threads) throws OrtException, IOException {
    session = environment.createSession(model, options(threads));
    Map.Entry<String, NodeInfo> entry = session.getInputInfo().entrySet().iterator().next();
    input = entry.getKey();
    type = (TensorInfo) entry.getValue().getInfo();
    int values = 1;
    for (int i = 1; i < type.getShape().length; i++) {
      values *= (int) type.getShape()[i];
    }
    this.examples = Examples.read(examples, values);
  }

  private static OrtSession.SessionOptions options(int threads) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  /**
   * Serves a model.
   *
   * @param args model file, examples, threads
   */
  public static void main(String[] args) throws Exception {
    Worker worker = new Worker();
    worker.serve(new OnnxWorker(args[0], Path.of(args[1]), Integer.parseInt(args[2])));
    System.exit(0);
  }

  @Override
  public float[] run(int size) throws OrtException {
    Map<String, OnnxTensor> batch = batches.get(size);
    if (batch == null) {
      batch = Map.of(input, tensor(size));
      batches.put(size, batch);
    }
    try (OrtSession.Result result = session.run(batch)) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[scores.remaining()];
      scores.get(copy);
      return copy;
    }
  }

  private OnnxTensor tensor(int size) throws OrtException {
    long[] shape = type.getShape().clone();
    shape[0] = size;
    if (type.type == OnnxJavaType.UINT8) {
      byte[] bytes = examples.bytes(size);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      return OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
    }
    float[] floats = examples.floats(size);
    ByteBuffer direct =
        ByteBuffer.allocateDirect(Float.BYTES * floats.length).order(ByteOrder.nativeOrder());
    FloatBuffer values = direct.asFloatBuffer().put(floats).flip();
    return OnnxTensor.createTensor(environment, values, shape);
  }
}
