package org.bnn4j.kernels.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.bnn4j.kernels.GraphBuilder;
import org.bnn4j.kernels.RandomModels;
import org.bnn4j.kernels.graph.Flatten;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person uses it, where there is a Chromium. */
class PageTest {
  @TempDir Path profile;

  /** Whether there is more light on the left or on the right of a picture of 10 x 10 pixels. */
  private static Graph leftOrRight() {
    int[] weights = new int[2 * 100];
    Arrays.setAll(weights, i -> (i % 10 < 5) == (i < 100) ? 1 : -1);
    return GraphBuilder.input(EdgeKind.BYTE, new Shape(10, 10, 1))
        .then("flat", new Flatten(false))
        .then("out", RandomModels.binary(2, 100, weights))
        .build("left", "right");
  }

  @Test
  void barsFollowWhatIsDrawn() throws Exception {
    Path chromium = Browser.chromium().orElse(null);
    Assumptions.assumeTrue(chromium != null, "no Chromium here");
    try (TestServer server = TestServer.of(leftOrRight());
        Browser page =
            new Browser(
                chromium,
                profile,
                "http://127.0.0.1:" + server.address().getPort() + "/",
                900,
                700)) {
      page.await("document.querySelectorAll('#bars tr').length === 2");
      page.evaluate("document.getElementById('centre').click()");
      double x = place(page, "left");
      double y = place(page, "top");
      page.draw(x + 40, y + 40, x + 40, y + 120, x + 40, y + 200);
      page.await("document.getElementById('answer').textContent === 'left'");
      page.await("document.querySelector('tr.best th').textContent === 'left'");
      assertTrue(page.evaluate("document.getElementById('time').textContent").startsWith("model "));
      page.evaluate("document.getElementById('clear').click()");
      assertEquals("", page.evaluate("document.getElementById('answer').textContent"));
      page.touch(x + 240, y + 40, x + 240, y + 120, x + 240, y + 200);
      page.await("document.getElementById('answer').textContent === 'right'");
      page.await("document.querySelector('tr.best div').style.width === '100%'");
      assertTrue(server.metrics().stream().noneMatch(line -> line.contains("status=\"400\"")));
      assertEquals("0", page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
      assertTrue(page.screenshot().length > 1000);
    }
  }

  private static double place(Browser page, String side) throws Exception {
    return Double.parseDouble(
        page.evaluate("document.getElementById('board').getBoundingClientRect()." + side));
  }
}
