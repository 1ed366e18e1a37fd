package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.types.Picture;
import org.junit.jupiter.api.Test;

class PredictionServerTest {
  @Test
  void infoOfVectors() throws Exception {
    try (TestServer server = TestServer.of(TestServer.sums())) {
      assertEquals(
          "{\"inputs\":3,\"kind\":\"byte\",\"planes\":false,\"picture\":null,\"outputs\":2,"
              + "\"labels\":[\"plus\",\"mi\\\"nus\\u000a\u20ac\"],\"kernels\":\""
              + org.bnn4j.kernels.BnnModel.of(TestServer.sums()).kernels()
              + "\",\"version\":\"test\"}\n",
          server.get("/info").body());
      assertEquals("POST /predict, GET /info\n", server.get("/").body());
    }
  }

  @Test
  void infoOfPictures() throws Exception {
    try (TestServer server = TestServer.of(TestServer.picture(2, 3, 3))) {
      String info = server.get("/info").body();
      assertTrue(
          info.contains(
              "\"picture\":{\"height\":2,\"width\":3,\"channels\":3,\"white\":255.0},\"outputs\":1,\"labels\":[\"0\"]"),
          info);
    }
  }

  @Test
  void aVectorMayBeToldToBeAPicture() throws Exception {
    Graph sums = TestServer.sums();
    Graph told = new Graph(sums.nodes(), sums.labels(), Optional.of(new Picture(1, 3, 1, 16)));
    try (TestServer server = TestServer.of(told)) {
      String info = server.get("/info").body();
      assertTrue(info.contains("{\"height\":1,\"width\":3,\"channels\":1,\"white\":16.0}"), info);
      assertTrue(server.get("/").body().startsWith("<!doctype html>"));
    }
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws Exception {
    try (TestServer server = TestServer.of(TestServer.picture(2, 3, 1))) {
      HttpResponse<String> page = server.get("/");
      assertEquals(
          "text/html; charset=utf-8", page.headers().firstValue("Content-Type").orElse(""));
      String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'"), policy);
      assertFalse(page.body().matches("(?s).*(https?:)?//[a-z].*"), "a link to elsewhere");
    }
  }

  @Test
  void wrongPathsAndMethods() throws Exception {
    try (TestServer server = TestServer.of(TestServer.sums())) {
      HttpResponse<String> lost = server.get("/none");
      assertEquals("{\"status\":404,\"error\":\"nothing is at /none\"}\n", lost.body());
      assertEquals(404, lost.statusCode());
      assertEquals(404, server.get("/predict/more").statusCode());
      HttpResponse<String> got = server.get("/predict");
      assertEquals("{\"status\":405,\"error\":\"/predict takes POST, not GET\"}\n", got.body());
      assertEquals("POST", got.headers().firstValue("Allow").orElse(""));
      HttpResponse<String> head =
          server.send(server.request("/info").method("HEAD", BodyPublishers.noBody()).build());
      assertEquals(200, head.statusCode());
      assertEquals("", head.body());
    }
  }

  @Test
  void countsWhatItDoes() throws Exception {
    try (TestServer server = TestServer.of(TestServer.sums())) {
      server.postJson("[1,2,3]");
      server.postJson("[[1,2,3],[1,2,3]]");
      server.postJson("[1]");
      assertEquals("{\"status\":\"ok\"}\n", server.get("/healthz").body());
      List<String> metrics = server.metrics();
      // Requests are counted behind their answers; at last this one alone is under way.
      while (!metrics.contains("bnn_requests_in_flight 1")) {
        metrics = server.metrics();
      }
      assertTrue(metrics.contains("bnn_requests_total{path=\"/predict\",status=\"200\"} 2"));
      assertTrue(metrics.contains("bnn_requests_total{path=\"/predict\",status=\"400\"} 1"));
      assertTrue(metrics.contains("bnn_requests_total{path=\"/healthz\",status=\"200\"} 1"));
      assertTrue(metrics.contains("bnn_rows_total 3"));
      assertTrue(metrics.contains("bnn_run_seconds_count 2"));
      assertTrue(metrics.contains("bnn_run_seconds_bucket{le=\"+Inf\"} 2"));
      for (String line : metrics) {
        assertTrue(
            line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [-0-9.E+]+"),
            line);
      }
    }
  }

  @Test
  void aRequestThatHasBegunIsAnsweredWhenTheServerStops() throws Exception {
    TestServer server = TestServer.of(TestServer.sums());
    try (Socket client = new Socket(server.address().getAddress(), server.address().getPort())) {
      OutputStream out = client.getOutputStream();
      begin(client);
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
      awaitRefusal(server);
      assertFalse(stop.isDone(), "it waits for the request");
      out.write(ascii("2,3]"));
      out.flush();
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
      assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("connection: close"), answer);
      assertTrue(answer.contains("\"scores\":[6.0,0.0]"), answer);
      stop.get(5, TimeUnit.MINUTES); // long before the grace ends
    }
  }

  /** Sends the begin of {@code [1,2,3]}, and waits until the server says that it reads it. */
  private static void begin(Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        ascii(
            "POST /predict HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                + "Content-Length: 7\r\n\r\n[1,"));
    out.flush();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = client.getInputStream().read();
      assertTrue(next >= 0, "cut: " + head);
      head.append((char) next);
    }
    assertTrue(head.toString().startsWith("HTTP/1.1 100 "), head.toString());
  }

  private static void awaitRefusal(TestServer server) throws Exception {
    boolean open = true;
    while (open) {
      try {
        new Socket(server.address().getAddress(), server.address().getPort()).close();
      } catch (IOException e) {
        open = false;
      }
    }
  }

  @Test
  void aClientThatLeftDoesNotHoldUpAStop() throws Exception {
    TestServer server = TestServer.of(TestServer.sums());
    try (Socket client = new Socket(server.address().getAddress(), server.address().getPort())) {
      begin(client);
    }
    CompletableFuture.runAsync(server::stop).get(5, TimeUnit.MINUTES); // long before the grace ends
  }

  @Test
  void anIdleServerStopsSoon() throws Exception {
    TestServer server = TestServer.of(TestServer.sums());
    CompletableFuture.runAsync(server::stop).get(5, TimeUnit.MINUTES); // long before the grace ends
    assertThrows(IOException.class, () -> server.get("/healthz"));
  }

  @Test
  void halfARequestAndNonsenseHarmNobody() throws Exception {
    try (TestServer server = TestServer.of(TestServer.sums())) {
      for (String text :
          List.of(
              "",
              "\r\n\r\n",
              "GET",
              "POST /predict HTTP/1.1\r\nContent-Length: 5\r\n\r\n[1",
              "POST /predict HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
              "POST /predict HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
              "POST /predict HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
              "\u0000\u0001\u0002")) {
        try (Socket client =
            new Socket(server.address().getAddress(), server.address().getPort())) {
          client.getOutputStream().write(ascii(text));
          client.shutdownOutput();
          try (InputStream in = client.getInputStream()) {
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(answer.startsWith("HTTP/1.1 2"), text + " -> " + answer);
          } catch (IOException e) {
            continue; // A connection that is cut is an answer, too.
          }
        }
      }
      assertEquals(200, server.postJson("[1,2,3]").statusCode());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
