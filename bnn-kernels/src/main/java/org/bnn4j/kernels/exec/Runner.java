package org.bnn4j.kernels.exec;

import java.util.List;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Node;
import org.bnn4j.kernels.graph.Threshold;
import org.bnn4j.kernels.types.EdgeKind;

/**
 * Runs a plan, step by step, in memory of its own: a run allocates nothing. Belongs to one thread
 * at a time.
 *
 * <p>A product that only a threshold reads is fused with it: its accumulators become bits while
 * they are in the cache, and never reach memory.
 */
public final class Runner {
  /**
   * Bytes between the steps of a run that stay in a second-level cache, beside a layer's weights.
   */
  private static final int CACHE = 1 << 18;

  private final Graph graph;
  private final Plan plan;
  private final Buffers buffers;

  /** The shares of each step; one where it is not divided. */
  private final Step[][] steps;

  private final List<String> stepNames;
  private final float[] answer;

  /** Where the caller's values go: the input itself, or its values with channels first. */
  private final Object input;

  /**
   * Makes a runner.
   *
   * @param maxRows the most examples of one run; if {@code keepAll} is not set, fewer if what is
   *     between the steps would leave the cache
   * @param keepAll whether the values of every node are wanted
   */
  public Runner(Plan plan, int maxRows, boolean keepAll) {
    this(plan, maxRows, keepAll, 1);
  }

  private Runner(Plan plan, int maxRows, boolean keepAll, int threads) {
    this.graph = keepAll ? plan.graph() : plan.reordered();
    this.plan = plan;
    boolean[] fused = keepAll ? new boolean[graph.nodes().size()] : fused();
    this.buffers = new Buffers(graph, keepAll ? maxRows : Math.min(maxRows, rowsInCache(fused)));
    buffers.allocate(0);
    boolean channelsFirst = ((Input) graph.nodes().get(0).op()).channelsFirst();
    this.input = channelsFirst ? buffers.newArray(0) : buffers.array(0);
    Steps make = new Steps(graph, plan, buffers, threads);
    if (channelsFirst) {
      Step toPixels = new ToPixelsStep(input, buffers.array(0), graph.input().shape());
      make.add(graph.nodes().get(0).name(), toPixels);
    }
    for (int node = 1; node < fused.length; node++) {
      int source = graph.nodes().get(node).inputs().get(0);
      if (fused[source]) {
        make.addFused(source, node);
      } else if (!fused[node]) {
        make.add(node);
      }
    }
    this.answer = make.floats(fused.length - 1);
    this.steps = make.all();
    this.stepNames = make.names();
  }

  /** Makes a runner of one example, whose large steps have shares for some threads. */
  static Runner shared(Plan plan, int threads) {
    return new Runner(plan, 1, false, threads);
  }

  /** Which nodes hand their accumulators to the threshold that reads them. */
  private boolean[] fused() {
    boolean[] fused = new boolean[graph.nodes().size()];
    for (int node = 1; node < fused.length; node++) {
      Node reader = graph.nodes().get(node);
      if (reader.op() instanceof Threshold) {
        fused[reader.inputs().get(0)] = canBeFused(reader.inputs().get(0));
      }
    }
    return fused;
  }

  private int rowsInCache(boolean[] fused) {
    long bytes = 0;
    for (int node = 0; node < fused.length; node++) {
      int unit = graph.edge(node).kind() == EdgeKind.BYTE ? 1 : Integer.BYTES;
      bytes += fused[node] ? 0 : (long) unit * graph.edge(node).length();
    }
    return (int) Math.max(1, CACHE / bytes);
  }

  private boolean canBeFused(int node) {
    return graph.readers(node) == 1
        && plan.weights(graph, node).canFeedThreshold(graph.edge(node).kind());
  }

  /** The values of all nodes that are kept. */
  public Buffers buffers() {
    return buffers;
  }

  /** For the caller to fill: bytes or floats, one example after the other. */
  public Object input() {
    return input;
  }

  /** What the last node puts out, as floats. */
  public float[] answer() {
    return answer;
  }

  /** Runs the first {@code rows} rows of the input. */
  public void run(int rows) {
    for (Step[] shares : steps) {
      run(shares, rows);
    }
  }

  private static void run(Step[] shares, int rows) {
    for (Step share : shares) {
      share.run(rows);
    }
  }

  /** The shares of each step. */
  Step[][] steps() {
    return steps;
  }

  /** Whether a step has several shares. */
  boolean isShared() {
    boolean any = false;
    for (Step[] shares : steps) {
      any |= shares.length > 1;
    }
    return any;
  }

  /** What each step computes, in order. */
  public List<String> stepNames() {
    return stepNames;
  }

  /** As {@link #run(int)}, and says how many nanoseconds each step took. */
  public void runTimed(int rows, long[] nanos) {
    long last = System.nanoTime();
    for (int i = 0; i < steps.length; i++) {
      run(steps[i], rows);
      long now = System.nanoTime();
      nanos[i] = now - last;
      last = now;
    }
  }
}
