package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;

/** One path of the server, with one method. Whatever is wrong with a request is told as JSON. */
abstract class Endpoint implements HttpHandler {
  private final String method;
  private final String path;
  private final ServerState state;

  Endpoint(String method, String path, ServerState state) {
    this.method = method;
    this.path = path;
    this.state = state;
  }

  final String path() {
    return path;
  }

  /** Answers a request of the right method and path. */
  abstract Reply answer(HttpExchange exchange) throws IOException;

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      return checkedAnswer(exchange);
    } catch (HttpFailure e) {
      return Reply.failure(e.status(), e.getMessage());
    } catch (OutOfMemoryError e) {
      return Reply.failure(503, "not enough memory for this request");
    } catch (RuntimeException
        | Error e) { // A fault of ours: the client is told that, and the log what.
      state.logger().log(System.Logger.Level.ERROR, "a request to " + path + " failed", e);
      return Reply.failure(500, "an error of the server");
    }
  }

  private Reply checkedAnswer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().getPath();
    if (!path.equals(asked)) {
      throw new HttpFailure(404, "nothing is at " + asked);
    }
    String how = exchange.getRequestMethod();
    if (!how.equals(method) && !(method.equals("GET") && how.equals("HEAD"))) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new HttpFailure(405, path + " takes " + method + ", not " + how);
    }
    return answer(exchange);
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    state.metrics().count(path, reply.status());
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (state.isStopping()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }
}
