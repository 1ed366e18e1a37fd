package org.bnn4j.examples.benchmarks.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/** An exported model, on the kernels that the system property selects. */
final class PackedWorker implements Network {
  private record Batch(int size, BnnSession session, byte[] examples, float[] scores) {}

  private final BnnModel model;
  private final Examples examples;
  private final int threads;
  private final Map<Integer, Batch> batches = new HashMap<>();
  private ExecutorService executor;

  /** The last one that ran: looking for it would allocate. */
  private Batch batch;

  private PackedWorker(Path model, Path examples, int threads) throws IOException {
    this.model = BnnModel.load(model);
    this.examples = Examples.read(examples, this.model.inputs());
    this.threads = threads;
  }

  /**
   * Serves a model.
   *
   * @param args model file, examples, threads
   */
  public static void main(String[] args) throws Exception {
    Worker worker = new Worker();
    worker.serve(new PackedWorker(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2])));
    System.exit(0);
  }

  @Override
  public float[] run(int size) {
    if (batch == null || batch.size != size) {
      batch = batches.computeIfAbsent(size, this::batch);
    }
    batch.session.run(batch.examples, size, batch.scores);
    return batch.scores;
  }

  private Batch batch(int size) {
    return new Batch(size, session(size), examples.bytes(size), new float[size * model.outputs()]);
  }

  private BnnSession session(int size) {
    if (threads == 1) {
      return model.newSession(size);
    }
    if (executor == null) {
      executor = Executors.newFixedThreadPool(threads - 1); // The calling thread works as well.
    }
    return model.newSession(size, executor, threads);
  }
}
