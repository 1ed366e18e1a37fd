package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Stops a server when all is answered. The one of the JDK, told to stop, closes its door first,
 * which is right, but ends when no request is being answered, even if the next one on a connection
 * has come already. So a request of our own is being answered until there has been no other for a
 * while.
 */
final class Drain {
  private static final long QUIET_MILLIS = 250;
  private static final long LOOK_MILLIS = 10;

  private final HttpServer http;
  private final ServerState state;
  private final int graceSeconds;
  private final String path = "/" + UUID.randomUUID();
  private volatile boolean waiting;

  Drain(HttpServer http, ServerState state, int graceSeconds) {
    this.http = http;
    this.state = state;
    this.graceSeconds = graceSeconds;
    http.createContext(path, this::answerWhenQuiet);
  }

  /** Returns when the server has stopped. */
  void run() {
    InetSocketAddress address = http.getAddress();
    try (Socket self = new Socket()) {
      self.connect(
          address.getAddress().isAnyLocalAddress()
              ? new InetSocketAddress("localhost", address.getPort())
              : address);
      OutputStream out = self.getOutputStream();
      out.write(("GET " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (!waiting && System.nanoTime() < deadline) {
        sleep();
      }
      http.stop(graceSeconds);
    } catch (IOException e) {
      http.stop(graceSeconds); // No connection to be had: without it, then.
    }
  }

  private void answerWhenQuiet(HttpExchange exchange) throws IOException {
    waiting = true;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(graceSeconds);
    long lastBusy = System.nanoTime();
    while (System.nanoTime() < deadline
        && System.nanoTime() - lastBusy < TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
      if (state.metrics().inFlight().get() > 1) { // This one counts, too.
        lastBusy = System.nanoTime();
      }
      sleep();
    }
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
