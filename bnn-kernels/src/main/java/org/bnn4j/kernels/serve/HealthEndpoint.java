package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;

/** Whether the server takes requests: 200, or 503 once it has been told to stop. */
final class HealthEndpoint extends Endpoint {
  private final ServerState state;

  HealthEndpoint(ServerState state) {
    super("GET", "/healthz", state);
    this.state = state;
  }

  @Override
  Reply answer(HttpExchange exchange) {
    return state.isStopping()
        ? Reply.json(503, "{\"status\":\"stopping\"}\n")
        : Reply.json(200, "{\"status\":\"ok\"}\n");
  }
}
