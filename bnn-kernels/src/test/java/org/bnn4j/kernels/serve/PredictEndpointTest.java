package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Add;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictEndpointTest {
  private static final String PLUS =
      "{\"class\":0,\"label\":\"plus\",\"score\":6.0,\"scores\":[6.0,0.0]";
  private static final String MINUS =
      "{\"class\":0,\"label\":\"plus\",\"score\":9.0,\"scores\":[9.0,9.0]";
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of(TestServer.sums());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The answer without the time that it took, which is checked to be there. */
  private static String timeless(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    assertTrue(response.body().matches("(?s).*,\"micros\":[0-9]+\\.[0-9]}\n"), response.body());
    return response.body().replaceAll(",\"micros\":[0-9.]+}\n$", "");
  }

  private static void refused(int status, String message, HttpResponse<String> response) {
    assertEquals("{\"status\":" + status + ",\"error\":\"" + message + "\"}\n", response.body());
    assertEquals(status, response.statusCode());
  }

  @Test
  void oneExampleOrSeveral() throws Exception {
    assertEquals(PLUS, timeless(server.postJson("[1, 2, 3]")));
    assertEquals(PLUS, timeless(server.postJson(" [ 1\t,2.0,\r\n3e0 ] ")));
    assertEquals(PLUS, timeless(server.post("application/octet-stream", new byte[] {1, 2, 3})));
    String two = "{\"answers\":[\n" + PLUS + "},\n" + MINUS + "}]";
    assertEquals(two, timeless(server.postJson("[[1,2,3],[4,5,0]]")));
    byte[] raw = {1, 2, 3, 4, 5, 0};
    assertEquals(two, timeless(server.post("application/octet-stream", raw)));
    assertEquals("{\"answers\":[\n" + PLUS + "}]", timeless(server.postJson("[[1,2,3]]")));
  }

  @Test
  void moreExamplesThanASessionTakes() throws Exception {
    String answer = timeless(server.postJson("[" + "[1,2,3],".repeat(10) + "[4,5,0]]"));
    assertEquals("{\"answers\":[\n" + (PLUS + "},\n").repeat(10) + MINUS + "}]", answer);
    byte[] raw = new byte[3 * 11];
    assertEquals(11, server.post("application/octet-stream", raw).body().split("class").length - 1);
  }

  @Test
  void labelsAreEscaped() throws Exception {
    String body = server.get("/info").body();
    assertTrue(body.contains("\"labels\":[\"plus\",\"mi\\\"nus\\u000a\u20ac\"]"), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,2]|row 0 has 2 values, and the model takes 3",
        "[]|row 0 has 0 values, and the model takes 3",
        "[[1,2,3],[1,2,3,4]]|row 1 has 4 values, and the model takes 3",
        "[[1,2,3],[]]|row 1 has 0 values, and the model takes 3",
        "[1,2,3.5]|this model takes bytes, and value 2 of row 0 is 3.5",
        "[[1,2,3],[-1,2,3]]|this model takes bytes, and value 0 of row 1 is -1.0",
        "[1,256,3]|this model takes bytes, and value 1 of row 0 is 256.0",
        "``|the JSON text at byte 0: expected is an array of numbers, or of rows of numbers, not the end",
        "x|the JSON text at byte 0: expected is an array of numbers, or of rows of numbers, not 'x'",
        "[1,2,|the JSON text at byte 5: expected is value 2 of a row: a number that is finite in single precision, not the end",
        "[1,NaN,3]|the JSON text at byte 3: expected is value 1 of a row: a number that is finite in single precision, not 'NaN,3]'",
        "[1,1e99,3]|the JSON text at byte 3: expected is value 1 of a row: a number that is finite in single precision, not '1e99,3]'",
        "[1,2,3|the JSON text at byte 6: expected is a comma and a number, or ], not the end",
        "[1 2 3]|the JSON text at byte 3: expected is a comma and a number, or ], not '2 3]'",
        "[1,2,3]]|the JSON text at byte 7: expected is nothing after the array, not ']'",
        "[[1,2,3]|the JSON text at byte 8: expected is a comma and a row, or ], not the end",
        "[[1,2,3],4]|the JSON text at byte 9: expected is a row of numbers, not '4]'",
        "[[[[[[1|the JSON text at byte 2: expected is value 0 of a row: a number that is finite in single precision, not '[[[[1'",
      })
  void whatIsNoRowIsToldWithItsPlace(String body, String message) throws Exception {
    refused(400, message, server.postJson(body));
  }

  @Test
  void wrongNumbersOfBytes() throws Exception {
    refused(
        400,
        "4 bytes, and the model takes 3 for an example",
        server.post("application/octet-stream", new byte[4]));
    refused(
        400,
        "0 bytes, and the model takes 3 for an example",
        server.post("application/octet-stream", new byte[0]));
  }

  @Test
  void aBodyTooLong() throws Exception {
    String message = "a body has at most 10000 bytes";
    refused(413, message, server.post("application/octet-stream", new byte[10_001]));
    refused(
        413,
        message,
        server.send(
            server
                .request("/predict")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[12_000])))
                .build()));
    assertEquals(
        200, server.post("application/octet-stream", new byte[9_999]).statusCode(), "not yet");
  }

  @Test
  void anAnswerTooLong() throws Exception {
    try (TestServer wide =
        TestServer.of(
            GraphBuilder.input(EdgeKind.BYTE, 1)
                .then("out", RandomModels.binary(512, 1, new int[512]))
                .build())) {
      refused(
          413,
          "2049 examples of 512 scores, and an answer has at most 1048576",
          wide.post("application/octet-stream", new byte[2049]));
    }
  }

  @Test
  void otherTypes() throws Exception {
    refused(
        415,
        "the body is application/json, application/octet-stream (raw bytes) or image/png, not image/gif",
        server.post("image/gif", new byte[3]));
    refused(
        415, "the model takes no pictures but 3 numbers", server.post("image/png", new byte[3]));
    assertEquals(
        PLUS, timeless(server.post("text/plain", "[1,2,3]".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void whatJsonHasNoNumberForIsNull() throws Exception {
    try (TestServer floats =
        TestServer.of(
            GraphBuilder.input(EdgeKind.FLOAT, 1).add("out", new Add(), "in", "in").build())) {
      String answer = timeless(floats.postJson("[3e38]"));
      assertEquals("{\"class\":0,\"label\":\"0\",\"score\":null,\"scores\":[null]", answer);
    }
  }

  @Test
  void pictures() throws Exception {
    try (TestServer pictures = TestServer.of(TestServer.picture(2, 3, 1))) {
      BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(1, 1, 0, 77);
      image.getRaster().setSample(2, 0, 0, 128);
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      String answer = timeless(pictures.post("image/png", png.toByteArray()));
      assertTrue(answer.contains("\"score\":205.0"), answer);
      refused(
          400,
          "not a PNG file, or one that ends in its head",
          pictures.post("image/png", new byte[40]));
    }
  }
}
