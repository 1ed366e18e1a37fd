package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;

/** The counters of the server. */
final class MetricsEndpoint extends Endpoint {
  private final Metrics metrics;

  MetricsEndpoint(ServerState state) {
    super("GET", "/metrics", state);
    this.metrics = state.metrics();
  }

  @Override
  Reply answer(HttpExchange exchange) {
    return new Reply(200, Metrics.TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
  }
}
