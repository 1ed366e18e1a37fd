package org.bnn4j.kernels.serve;

/** What all endpoints of a server share. */
final class ServerState {
  private final System.Logger logger = System.getLogger("org.bnn4j.kernels");
  private final Metrics metrics = new Metrics();
  private volatile boolean stopping;

  System.Logger logger() {
    return logger;
  }

  Metrics metrics() {
    return metrics;
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
  }
}
