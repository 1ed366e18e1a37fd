package org.bnn4j.layers.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The report as a page and as JSON. */
class ReportOutputTest {

  @TempDir Path folder;

  private static LayerGeometry layer(
      int index, String name, INDArray weights, Optional<ProductStatistics> products) {
    WeightRows rows = Draws.binary(weights);
    return new LayerGeometry(
        index,
        name,
        "BinaryDense",
        "W",
        "SignQuantizer",
        rows.outputs(),
        rows.fanIn(),
        1,
        index == 0,
        false,
        AngleStatistics.of(rows),
        LatentStatistics.of(rows, 1),
        products,
        products.isPresent() ? Optional.empty() : Optional.of("not sampled"),
        TernarySurvey.measure(rows, Optional.empty()),
        List.of(new Probe(Probe.Kind.ROTATED, 37, 0.8, 0.81)),
        Optional.of(new SwapTest(0.9, 0.875, 0.01)),
        new Judgement(Verdict.UNKNOWN, List.of()));
  }

  private static ProductStatistics products(INDArray inputs, INDArray weights) {
    return new ProductSurvey(inputs, Optional.of(inputs), Draws.binary(weights), Optional.empty())
        .measure(new SplittableRandom(1));
  }

  /** Layers of every kind: measured, constant, all zero, not sampled, and an unkind name. */
  private static GeometryReport report(GeometryMode mode) {
    INDArray inputs = Draws.gaussian(1, 60, 30);
    INDArray weights = Draws.gaussian(2, 8, 30);
    List<LayerGeometry> layers = new ArrayList<>();
    layers.add(layer(0, "a<b>&\"'%s", weights, Optional.of(products(inputs, weights))));
    layers.add(layer(1, "same fan-in", weights, Optional.of(products(inputs.mul(0), weights))));
    layers.add(layer(2, "zero", Nd4j.zeros(3, 5), Optional.empty()));
    layers.add(layer(3, "a name that is longer than there is room for", weights, Optional.empty()));
    VerdictRules rules = VerdictRules.DEFAULT;
    layers.replaceAll(one -> one.with(rules.judge(one, mode)));
    return new GeometryReport(mode, 60, 1, layers);
  }

  private String html(GeometryReport report) throws IOException {
    Path file = folder.resolve("report.html");
    report.writeHtml(file);
    return Files.readString(file);
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
    for (GeometryMode mode : GeometryMode.values()) {
      String html = html(report(mode));
      String xml = html.replace("<!DOCTYPE html>", "").replaceAll("<meta [^>]*>", "");
      Document page =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)));
      assertEquals(4, page.getElementsByTagName("section").getLength());
      assertTrue(page.getElementsByTagName("svg").getLength() > 15);
      assertEquals("a<b>&\"'%s", page.getElementsByTagName("h2").item(0).getTextContent());
      Matcher none = Pattern.compile("[^<]*(NaN|Infinity)").matcher(html);
      assertFalse(none.find(), () -> "a number that is none: " + none.group());
      assertFalse(Pattern.compile("(src|href)='(?!#)|url\\(|@import|<script").matcher(html).find());
    }
  }

  /** No two texts of a plot lie on one another, as far as 11 pixels a letter's height tell. */
  @Test
  void labelsDoNotOverlap() throws Exception {
    String html = html(report(GeometryMode.LATENT));
    Matcher plots = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(html);
    Pattern text =
        Pattern.compile(
            "<text x='([-0-9.]+)' y='([-0-9.]+)'(?: text-anchor='(\\w+)')?>(?:<title>.*?</title>)?([^<]*)<");
    while (plots.find()) {
      List<double[]> boxes = new ArrayList<>();
      Matcher texts = text.matcher(plots.group());
      while (texts.find()) {
        double width = 6.2 * texts.group(4).length();
        double x = Double.parseDouble(texts.group(1));
        double y = Double.parseDouble(texts.group(2));
        String anchor = String.valueOf(texts.group(3));
        double left =
            anchor.equals("middle") ? x - width / 2 : anchor.equals("end") ? x - width : x;
        assertTrue(left + width <= 361, () -> "beyond the plot: " + texts.group());
        for (double[] box : boxes) {
          boolean beside = left + width <= box[0] || box[0] + box[1] <= left;
          boolean below = Math.abs(y - box[2]) >= 10;
          assertTrue(beside || below, () -> texts.group() + " in " + plots.group());
        }
        boxes.add(new double[] {left, width, y});
      }
    }
  }

  @Test
  void theSameNumbersAsJson() throws IOException {
    GeometryReport report = report(GeometryMode.POSTHOC);
    Path file = folder.resolve("report.json");
    report.writeJson(file);
    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    assertEquals(1, json.get("version").asInt());
    assertEquals("POSTHOC", json.get("mode").asText());
    JsonNode first = json.get("layers").get(0);
    LayerGeometry layer = report.layers().get(0);
    assertEquals(layer.name(), first.get("name").asText());
    assertEquals(layer.angles().orElseThrow().mean(), first.get("angles").get("mean").asDouble());
    ProductStatistics products = layer.products().orElseThrow();
    assertEquals(products.r(), first.get("products").get("r").asDouble());
    assertEquals(
        products.spectrum().participation(),
        first.get("products").get("spectrum").get("participation").asDouble());
    assertEquals(50, first.get("products").get("grid").get("counts").size());
    assertTrue(first.get("products").get("flips").isNull());
    assertEquals(41, first.get("ternary").get("points").size());
    assertEquals(
        layer.judgement().verdict().name(), first.get("judgement").get("verdict").asText());
    assertTrue(json.get("layers").get(2).get("angles").isNull(), "all its weights are zero");
  }
}
