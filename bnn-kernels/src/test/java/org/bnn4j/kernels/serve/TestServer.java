package org.bnn4j.kernels.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;

/** A server on a free port of this machine, and a client of it. */
final class TestServer implements AutoCloseable {
  static final int MAX_BODY = 10_000;

  /** Seconds, more than a test takes on any machine: no test runs into a limit of time. */
  private static final int PATIENCE = 3600;

  private final PredictionServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(BnnModel model, ServerLimits limits) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.server = PredictionServer.start(model, 4, any, limits, "test");
  }

  static TestServer of(Graph model) throws IOException {
    return new TestServer(
        BnnModel.of(model), new ServerLimits(4, 16, MAX_BODY, PATIENCE, PATIENCE, PATIENCE));
  }

  /** Three bytes; the scores are their sum and what is left of it with the last one negative. */
  static Graph sums() {
    return GraphBuilder.input(EdgeKind.BYTE, 3)
        .then("out", RandomModels.binary(2, 3, new int[] {1, 1, 1, 1, 1, -1}))
        .build("plus", "mi\"nus\n\u20ac");
  }

  /** Pictures; the only score is the sum of all values. */
  static Graph picture(int height, int width, int channels) {
    int[] ones = new int[height * width * channels];
    Arrays.fill(ones, 1);
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(height, width, channels))
        .then("flat", new Flatten(false))
        .then("out", RandomModels.binary(1, ones.length, ones))
        .build();
  }

  InetSocketAddress address() {
    return server.address();
  }

  void stop() {
    server.stop();
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String type, byte[] body) throws Exception {
    return send(
        request("/predict")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  HttpResponse<String> postJson(String body) throws Exception {
    return post("application/json", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  /** The lines of {@code /metrics} that count something, without their comments. */
  List<String> metrics() throws Exception {
    return get("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}
