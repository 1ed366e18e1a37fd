package org.bnn4j.examples.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bnn4j.examples.support.LearningCurve;

/** Loss, accuracy and time of every epoch of a training, kept as CSV beside its checkpoint. */
public final class History {
  private static final String HEADER = "epoch,loss,test accuracy,seconds";

  private record Epoch(int number, double loss, double accuracy, double seconds) {}

  private final List<Epoch> epochs = new ArrayList<>();

  History() {}

  /** Reads the first epochs of a file. */
  static History read(Path file, int count) throws IOException {
    History history = new History();
    List<String> lines = Files.readAllLines(file);
    for (int line = 1; line < lines.size() && history.epochs.size() < count; line++) {
      String[] cells = lines.get(line).split(",");
      try {
        history.add(
            Integer.parseInt(cells[0]),
            Double.parseDouble(cells[1]),
            Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(
            file + ": line " + (line + 1) + " is not '" + HEADER + "': " + lines.get(line), e);
      }
    }
    return history;
  }

  void add(int number, double loss, double accuracy, double seconds) {
    epochs.add(new Epoch(number, loss, accuracy, seconds));
  }

  byte[] toCsv() {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (Epoch epoch : epochs) {
      csv.append(epoch.number()).append(',').append(epoch.loss()).append(',');
      csv.append(epoch.accuracy()).append(',').append(epoch.seconds()).append('\n');
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Wall time of all epochs, with their tests. */
  public double seconds() {
    return epochs.stream().mapToDouble(Epoch::seconds).sum();
  }

  /** Test accuracy after each epoch, 0 to 1. */
  public List<Double> accuracies() {
    return epochs.stream().map(Epoch::accuracy).toList();
  }

  /** The learning curve, as a picture of {@link LearningCurve#writePng}. */
  public LearningCurve curve(String title) {
    LearningCurve curve = new LearningCurve(title);
    for (Epoch epoch : epochs) {
      if (Double.isFinite(epoch.loss())) {
        curve.loss(epoch.number(), epoch.loss());
      }
      curve.accuracy("test accuracy", epoch.number(), epoch.accuracy());
    }
    return curve;
  }
}
