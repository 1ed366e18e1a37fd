package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.BnnModel;

/**
 * Answers requests for one model: {@code POST /predict}, {@code GET /info}, {@code /healthz},
 * {@code /metrics}, and a page at {@code /}.
 */
public final class PredictionServer {
  private static final int BACKLOG = 1024;
  private static final int IDLE_THREAD_SECONDS = 30;

  private final HttpServer http;
  private final ServerState state;
  private final ThreadPoolExecutor threads;
  private final Drain drain;

  private PredictionServer(HttpServer http, ServerState state, ServerLimits limits) {
    this.http = http;
    this.state = state;
    this.threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(limits.waiting()));
    threads.allowCoreThreadTimeOut(true);
    this.drain = new Drain(http, state, limits.graceSeconds());
    http.setExecutor(counted(threads, state.metrics()));
  }

  /**
   * Starts a server.
   *
   * @param maxBatch rows that are run at once
   * @param version of this library, for {@code /info}
   * @throws IllegalArgumentException if the arrays of a session cannot be made
   * @throws IOException if the address cannot be listened on
   */
  public static PredictionServer start(
      BnnModel model, int maxBatch, InetSocketAddress address, ServerLimits limits, String version)
      throws IOException {
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxReqTime", Integer.toString(limits.requestSeconds()));
    setUnlessSet("sun.net.httpserver.maxRspTime", Integer.toString(limits.responseSeconds()));
    ServerState state = new ServerState();
    List<Endpoint> endpoints =
        List.of(
            new PredictEndpoint(model, maxBatch, state, limits),
            new InfoEndpoint(model, version, state),
            new HealthEndpoint(state),
            new MetricsEndpoint(state),
            new PageEndpoint(model, state));
    HttpServer http = HttpServer.create(address, BACKLOG);
    PredictionServer server = new PredictionServer(http, state, limits);
    for (Endpoint endpoint : endpoints) {
      http.createContext(endpoint.path(), endpoint);
    }
    http.start();
    return server;
  }

  /** The server of the JDK reads its settings, once, from system properties. */
  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Counts requests from the time when they have arrived until they are answered. */
  private static Executor counted(Executor threads, Metrics metrics) {
    return task -> {
      metrics.inFlight().incrementAndGet();
      try {
        threads.execute(
            () -> {
              try {
                task.run();
              } finally {
                metrics.inFlight().decrementAndGet();
              }
            });
      } catch (RejectedExecutionException e) {
        metrics.inFlight().decrementAndGet();
        throw e; // The server of the JDK closes the connection.
      }
    };
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  /**
   * Stops: no new connections, and every request that has come is answered, as long as that takes
   * no more than the grace.
   */
  public void stop() {
    state.stop();
    drain.run();
    threads.shutdown();
  }
}
