package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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
  private static final int CONNECT_MILLIS = 1000;

  private final HttpServer http;
  private final ServerState state;
  private final int graceSeconds;
  private final String path = "/" + UUID.randomUUID();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch quiet = new CountDownLatch(1);

  Drain(HttpServer http, ServerState state, int graceSeconds) {
    this.http = http;
    this.state = state;
    this.graceSeconds = graceSeconds;
    http.createContext(path, this::answerWhenQuiet);
  }

  /** Returns when the server has stopped. */
  void run() {
    try (Socket self = new Socket()) {
      ask(self);
    } catch (IOException e) {
      stop(); // No connection to be had: without it, then.
    }
  }

  private void ask(Socket self) throws IOException {
    InetSocketAddress address = http.getAddress();
    self.connect(
        address.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress("localhost", address.getPort())
            : address,
        CONNECT_MILLIS);
    OutputStream out = self.getOutputStream();
    out.write(
        ("GET " + path + " HTTP/1.1\r\nHost: self\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    stop();
  }

  private void stop() {
    // It closes its door at once, and counts a client that leaves as a request that never ends:
    // the end is what we say it is.
    Thread closing = new Thread(() -> http.stop(graceSeconds), "bnn4j-close");
    closing.setDaemon(true);
    try {
      begun.await(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
      closing.start();
      awaitQuiet();
      quiet.countDown();
      http.stop(0);
      closing.join(CONNECT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      quiet.countDown();
      http.stop(0);
    }
  }

  private void awaitQuiet() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(graceSeconds);
    long lastBusy = System.nanoTime();
    while (System.nanoTime() < deadline
        && System.nanoTime() - lastBusy < TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
      if (state.metrics().inFlight().get() > 1) { // Our own counts, too.
        lastBusy = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void answerWhenQuiet(HttpExchange exchange) {
    try (exchange) {
      begun.countDown();
      quiet.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
