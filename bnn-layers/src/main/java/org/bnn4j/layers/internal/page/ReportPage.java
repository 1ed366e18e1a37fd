package org.bnn4j.layers.internal.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bnn4j.layers.geometry.AngleStatistics;
import org.bnn4j.layers.geometry.GeometryMode;
import org.bnn4j.layers.geometry.GeometryReport;
import org.bnn4j.layers.geometry.LayerGeometry;
import org.bnn4j.layers.geometry.ProductStatistics;

/** A report as one page of HTML that needs nothing else: no script, no font, no picture file. */
public final class ReportPage {

  private static final String NONE = "–";

  private ReportPage() {}

  /** Returns the page. */
  public static String of(GeometryReport report) {
    return Pages.end(body(report, Pages.begin("Geometry of a network")));
  }

  /** Adds everything between the title and the end of a page. */
  static Markup body(GeometryReport report, Markup page) {
    introduction(report, page);
    table(report.layers(), page);
    page.add(
        "<div class='figures'>\n%s%s</div>\n",
        correlations(report), SpreadChart.figure(report.layers()));
    report.layers().forEach(layer -> section(layer, page));
    return page;
  }

  private static void introduction(GeometryReport report, Markup page) {
    page.add(
        report.mode() == GeometryMode.LATENT
            ? "<p>This network was trained with quantized weights. The page asks of each layer whether its latent weights explain the quantized ones: whether both lead to proportional products with the layer's inputs.</p>\n"
            : "<p>This network was trained in float. The page asks of each layer whether it would survive if its weights became their signs: whether both lead to proportional products with the layer's inputs.</p>\n");
    page.add(
        "<p>Inputs of %d examples, seed %d. <i>r</i> is Pearson's correlation. A low <i>r</i> in a trained binary network does not mean low accuracy: training may have found signs that their latent weights do not stand for.</p>\n",
        report.examples(), report.seed());
  }

  private static void table(List<LayerGeometry> layers, Markup page) {
    page.add("<div class='wide'><table>\n<thead><tr><th>layer</th><th>outputs</th><th>fan-in</th>");
    page.add("<th>angle, degrees</th><th>random weights</th><th>r, median</th><th>r, p10</th>");
    page.add("<th>r, all</th><th>shuffled</th><th>null</th><th>flips</th><th>verdict</th>");
    page.add("</tr></thead>\n<tbody>\n");
    layers.forEach(layer -> row(layer, page));
    page.add("</tbody></table></div>\n");
  }

  private static void row(LayerGeometry layer, Markup page) {
    Optional<AngleStatistics> angles = layer.angles();
    Optional<ProductStatistics> products = layer.products();
    page.add("<tr><th scope='row'><a href='#%s'>%s</a></th>", anchor(layer), title(layer));
    cell(page, String.valueOf(layer.outputs()));
    cell(page, String.valueOf(layer.fanIn()));
    cell(page, angles.map(a -> spread(a.mean(), a.sd())).orElse(NONE));
    cell(page, angles.map(a -> spread(a.theory().mean(), a.theory().sd())).orElse(NONE));
    cell(page, products.map(p -> number(p.medianR())).orElse(NONE));
    cell(page, products.map(p -> number(p.p10R())).orElse(NONE));
    cell(page, products.map(p -> number(p.r())).orElse(NONE));
    cell(page, products.map(p -> number(p.permutedR())).orElse(NONE));
    cell(page, products.map(p -> number(p.spectrum().nullR())).orElse(NONE));
    cell(page, products.map(p -> percent(p.flips())).orElse(NONE));
    page.add(
        "<td><span class='verdict %s'>%s</span></td></tr>\n",
        layer.judgement().verdict().name().toLowerCase(Locale.ROOT),
        layer.judgement().verdict().label());
  }

  private static void cell(Markup page, String text) {
    page.add("<td>%s</td>", text);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String spread(double mean, double sd) {
    String first = String.format(Locale.ROOT, "%.1f", mean);
    return sd > 0 ? first + String.format(Locale.ROOT, " ± %.1f", sd) : first;
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.0f%%", 100 * share.getAsDouble())
        : NONE;
  }

  private static String anchor(LayerGeometry layer) {
    return "layer" + layer.index() + layer.parameter();
  }

  private static String name(LayerGeometry layer) {
    return layer.parameter().equals("W") ? layer.name() : layer.name() + " " + layer.parameter();
  }

  private static String title(LayerGeometry layer) {
    return Markup.escaped(name(layer));
  }

  private static String correlations(GeometryReport report) {
    List<Bars.Row> rows =
        report.layers().stream()
            .map(
                layer ->
                    new Bars.Row(
                        name(layer),
                        layer
                            .products()
                            .map(p -> List.of(p.r(), p.permutedR(), p.spectrum().nullR()))
                            .orElse(List.of(Double.NaN, Double.NaN, Double.NaN))))
            .toList();
    return Bars.figure(
        "Correlation of products before and after quantization",
        List.of("r", "of shuffled inputs", "null model"),
        List.of("first", "second", "third"),
        rows);
  }

  private static void section(LayerGeometry layer, Markup page) {
    page.add("<section id='%s'>\n<h2>%s</h2>\n", anchor(layer), title(layer));
    page.add(
        "<p class='facts'>%s, %d outputs of fan-in %d, quantizer %s</p>\n",
        Markup.escaped(layer.type()),
        layer.outputs(),
        layer.fanIn(),
        Markup.escaped(layer.quantizer()));
    page.add("<p>%s</p>\n", Markup.escaped(String.join(" ", Interpretation.of(layer))));
    page.add("<div class='figures'>\n%s</div>\n</section>\n", LayerFigures.of(layer));
  }
}
