package org.bnn4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.bnn4j.kernels.format.ModelWriter;
import org.bnn4j.kernels.graph.Edge;
import org.bnn4j.kernels.graph.Graph;
import org.bnn4j.kernels.graph.Input;
import org.bnn4j.kernels.graph.Shape;
import org.bnn4j.kernels.graph.Softmax;
import org.bnn4j.kernels.types.EdgeKind;
import org.junit.jupiter.api.Test;

class BnnModelTest {
  private final RandomModels models = new RandomModels(9);

  @Test
  void saysWhatItIs() {
    BnnModel model = BnnModel.of(models.everyOperation());
    assertEquals(37, model.inputs());
    assertEquals(EdgeKind.BYTE, model.inputKind());
    assertEquals(5, model.outputs());
    assertEquals("three", model.label(3));
    assertEquals(List.of("zero", "one", "two", "three", "four"), model.labels());
    assertEquals("in", model.layers().get(0));
    assertThrows(IndexOutOfBoundsException.class, () -> model.label(5));
    assertThrows(IndexOutOfBoundsException.class, () -> model.label(-1));
  }

  @Test
  void withoutLabelsAClassIsItsNumber() {
    BnnModel model = BnnModel.of(models.perceptron(3, 4, 2));
    assertEquals("1", model.label(1));
    assertThrows(IndexOutOfBoundsException.class, () -> model.label(2));
  }

  @Test
  void describesEveryLayerItsBytesAndTheKernels() {
    BnnModel model = BnnModel.of(models.perceptron(33, 40, 2)).onKernels("plain");
    String text = model.describe();
    model.layers().forEach(layer -> assertTrue(text.contains(layer), layer));
    assertTrue(
        text.matches("(?s).*first:product +binary dense 40 x 33 +40 accumulator +320\\R.*"), text);
    assertTrue(
        text.matches("(?s).*second:product +ternary dense 40 x 40 +40 accumulator +640\\R.*"),
        text);
    assertTrue(text.contains("kernels: plain"), text);
  }

  @Test
  void describesHowManyInputsAreSummed() {
    String text = BnnModel.of(new ConvModels(1).severalInputs(8)).describe();
    String conv =
        "(?s).*second +binary conv 3x4 padded 1-1,2-1 33 x 96 of 2 inputs +6x4x33 accumulator.*";
    assertTrue(text.matches(conv), text);
    assertTrue(text.contains("ternary dense 4 x 396 of 3 inputs"), text);
  }

  @Test
  void saysInWhichOrderItTakesTheValuesOfAnImage() {
    Edge image = new Edge(EdgeKind.FLOAT, new Shape(2, 2, 3));
    for (boolean channelsFirst : new boolean[] {false, true}) {
      Graph graph =
          GraphBuilder.input(new Input(image, channelsFirst)).then("out", new Softmax()).build();
      BnnModel model = BnnModel.of(graph);
      assertEquals(channelsFirst, model.channelsFirst());
      String order = channelsFirst ? "input, channels first" : "input of pixels";
      assertTrue(model.describe().contains(order), model.describe());
    }
    assertFalse(BnnModel.of(models.perceptron(3, 4, 2)).channelsFirst());
  }

  @Test
  void namesAResourceThatIsNotThere() {
    Exception e =
        assertThrows(
            FileNotFoundException.class,
            () -> BnnModel.loadResource(BnnModelTest.class, "/nothing.bnn"));
    assertEquals(
        "no resource '/nothing.bnn' on the class path of org.bnn4j.kernels.BnnModelTest",
        e.getMessage());
  }

  @Test
  void loadingLogsTheKernelsInOneLine() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelWriter.write(models.perceptron(3, 4, 2), file);
    List<String> lines = new ArrayList<>();
    Handler handler =
        new StreamHandler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
          }
        };
    Logger logger = Logger.getLogger("org.bnn4j.kernels");
    logger.addHandler(handler);
    try {
      BnnModel.load(new ByteArrayInputStream(file.toByteArray()));
      assertEquals(List.of(), lines, "by default, nothing");
      logger.setLevel(Level.FINE);
      BnnModel model = BnnModel.load(new ByteArrayInputStream(file.toByteArray()));
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.get(0).startsWith("FINE kernels: " + model.kernels()), lines.toString());
    } finally {
      logger.setLevel(null);
      logger.removeHandler(handler);
    }
  }
}
