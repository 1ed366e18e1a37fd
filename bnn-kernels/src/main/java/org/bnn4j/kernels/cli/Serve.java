package org.bnn4j.kernels.cli;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.serve.PredictionServer;
import org.bnn4j.kernels.serve.ServerLimits;

/** Answers over HTTP until it is told to stop. */
final class Serve {
  private static final int WAITING = 1024;
  private static final int REQUEST_SECONDS = 30;
  private static final int RESPONSE_SECONDS = 60;

  private Serve() {}

  static void run(Arguments arguments, Writer out) throws IOException {
    arguments.require(
        0,
        0,
        "no operand",
        Arguments.MODEL,
        Arguments.HOST,
        Arguments.PORT,
        Arguments.THREADS,
        Arguments.MAX_BODY,
        Arguments.GRACE);
    ServerLimits limits =
        new ServerLimits(
            arguments.whole(Arguments.THREADS, 32, 1, 4096),
            WAITING,
            arguments.whole(Arguments.MAX_BODY, 8, 1, 1024) << 20,
            REQUEST_SECONDS,
            RESPONSE_SECONDS,
            arguments.whole(Arguments.GRACE, 10, 0, 3600));
    InetSocketAddress address = address(arguments);
    Graph graph = new ModelSource(arguments).graph();
    PredictionServer server = start(graph, address, limits);
    out.write("serving on http://" + text(server.address()) + "/ (Ctrl-C stops)\n");
    out.flush();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "bnn4j-stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      server.stop();
      Thread.currentThread().interrupt();
    }
  }

  private static PredictionServer start(Graph graph, InetSocketAddress address, ServerLimits limits)
      throws CliException {
    BnnModel model = ModelSource.ready(graph);
    try {
      return PredictionServer.start(model, Predict.batch(graph), address, limits, Help.version());
    } catch (IllegalArgumentException e) {
      throw CliException.badData(e.getMessage());
    } catch (IOException e) {
      throw CliException.badData("cannot listen on " + text(address) + ": " + e.getMessage());
    }
  }

  private static InetSocketAddress address(Arguments arguments) throws CliException {
    int port = arguments.whole(Arguments.PORT, 8080, 0, 65535);
    String host = arguments.value(Arguments.HOST);
    try {
      return new InetSocketAddress(
          host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw CliException.badUsage("no machine is known by the name of '" + host + "'");
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
