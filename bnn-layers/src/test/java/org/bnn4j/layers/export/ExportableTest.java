package org.bnn4j.layers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bnn4j.layers.BinaryDense;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;

/** The table of what can be exported, and the pages that list it. */
class ExportableTest {
  private static final Pattern LIST =
      Pattern.compile("<!-- exportable -->(.*?)<!-- /exportable -->", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+");
  private static final LayerRef REF = new LayerRef(4, "odd", "Odd");

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertLists(Path page) throws IOException {
    Matcher list = LIST.matcher(Files.readString(page));
    assertTrue(list.find(), page + " has no list between <!-- exportable --> and its end");
    assertEquals(
        names(String.join(" ", Exportable.names())), names(list.group(1)), page.toString());
  }

  @Test
  void documentationListsWhatCanBeExported() throws IOException {
    assertLists(Path.of("src/main/java/org/bnn4j/layers/export/BnnExporter.java"));
    Path page = Path.of("TRAINING.md");
    if (Files.exists(page)) {
      assertLists(page);
    }
  }

  private static final class OwnQuantized extends BinaryDense {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aQuantizedLayerOfAUsersOwnIsTranslatedLikeItsFamily() {
    Layer own = new OwnQuantized();
    Layer family = new BinaryDense.Builder().nIn(2).nOut(3).build();
    assertEquals(Exportable.layer(family, REF), Exportable.layer(own, REF));
  }

  private static final class OwnDense extends DenseLayer {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aSubclassOfABuiltInLayerMayComputeSomethingElse() {
    ExportException e =
        assertThrows(ExportException.class, () -> Exportable.layer(new OwnDense(), REF));
    assertTrue(e.getMessage().startsWith("layer 4 'odd' (Odd): this type"), e.getMessage());
  }
}
