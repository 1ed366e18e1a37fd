package org.bnn4j.kernels.serve;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in headless Chromium, driven by its debugging protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 600;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private int last;

  /** Opens a page. */
  Browser(Path chromium, Path profile, String url, int width, int height) throws Exception {
    process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest open =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port(process.inputReader()) + "/json/new?" + url))
            .PUT(BodyPublishers.noBody())
            .build();
    String target = client.send(open, BodyHandlers.ofString()).body();
    URI page = URI.create(group(target, "\"webSocketDebuggerUrl\": \"([^\"]*)\""));
    socket = client.newWebSocketBuilder().buildAsync(page, this).get();
  }

  /** The browser on the path, if there is one. */
  static Optional<Path> chromium() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String port(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("DevTools listening on ")) {
      line = output.readLine();
    }
    return group(String.valueOf(line), "ws://[^/]*:([0-9]+)/");
  }

  private static String group(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
    partial.append(data);
    if (whole) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  /** Sends a command and gives its answer. */
  private String send(String method, String parameters) throws Exception {
    int id = ++last;
    socket
        .sendText(
            "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true)
        .get();
    String message;
    do {
      message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no answer to " + method + " " + parameters);
      }
    } while (!message.contains("\"id\":" + id + ","));
    return message;
  }

  /** The text that an expression without quotation marks of the kind " gives. */
  String evaluate(String expression) throws Exception {
    String answer =
        send(
            "Runtime.evaluate",
            "{\"expression\":\"String(" + expression + ")\",\"returnByValue\":true}");
    return group(answer, "\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!evaluate(expression).equals("true")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never true: " + expression);
      }
      Thread.sleep(20);
    }
  }

  /** Draws a line with the mouse, through points of x and y on the page. */
  void draw(double... points) throws Exception {
    for (int i = 0; i < points.length; i += 2) {
      mouse(i == 0 ? "mousePressed" : "mouseMoved", points[i], points[i + 1]);
    }
    mouse("mouseReleased", points[points.length - 2], points[points.length - 1]);
  }

  private void mouse(String type, double x, double y) throws Exception {
    send(
        "Input.dispatchMouseEvent",
        "{\"type\":\""
            + type
            + "\",\"x\":"
            + x
            + ",\"y\":"
            + y
            + ",\"button\":\"left\",\"buttons\":1,\"clickCount\":1}");
  }

  /** Draws a line with a finger. */
  void touch(double... points) throws Exception {
    for (int i = 0; i < points.length; i += 2) {
      send(
          "Input.dispatchTouchEvent",
          "{\"type\":\""
              + (i == 0 ? "touchStart" : "touchMove")
              + "\",\"touchPoints\":[{\"x\":"
              + points[i]
              + ",\"y\":"
              + points[i + 1]
              + "}]}");
    }
    send("Input.dispatchTouchEvent", "{\"type\":\"touchEnd\",\"touchPoints\":[]}");
  }

  /** What is to be seen, as a PNG file. */
  byte[] screenshot() throws Exception {
    return Base64.getDecoder()
        .decode(group(send("Page.captureScreenshot", "{}"), "\"data\":\"([^\"]*)\""));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
