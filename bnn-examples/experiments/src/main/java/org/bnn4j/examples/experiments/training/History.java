package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bnn4j.examples.experiments.support.LearningCurve;

/**
 * Loss, accuracy and time of every epoch of a training, kept as CSV beside its checkpoint; with
 * held-out images, also the accuracy on these.
 */
public final class History {
  private static final String HEADER = "epoch,loss,test accuracy,seconds";

  private record Epoch(
      int number, double loss, double accuracy, double seconds, OptionalDouble validation) {}

  private final String header;
  private final boolean validated;
  private final List<Epoch> epochs = new ArrayList<>();

  /**
   * A history without epochs.
   *
   * @param validation how many of the last training images are held out, 0 if none
   */
  History(int validation) {
    validated = validation > 0;
    header = HEADER + (validated ? ",validation accuracy (last " + validation + ")" : "");
  }

  /**
   * Reads the first epochs of a file.
   *
   * @throws IOException if it cannot be read, or if other images were held out
   */
  static History read(Path file, int count, int validation) throws IOException {
    History history = new History(validation);
    List<String> lines = Files.readAllLines(file);
    if (!lines.isEmpty() && !lines.get(0).equals(history.header)) {
      throw new IOException(
          file
              + ": its columns are '"
              + lines.get(0)
              + "' and not '"
              + history.header
              + "', as other training images were held out: name another folder");
    }
    for (int line = 1; line < lines.size() && history.epochs.size() < count; line++) {
      String[] cells = lines.get(line).split(",");
      try {
        history.add(
            Integer.parseInt(cells[0]),
            Double.parseDouble(cells[1]),
            Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]),
            history.validated
                ? OptionalDouble.of(Double.parseDouble(cells[4]))
                : OptionalDouble.empty());
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(
            file + ": line " + (line + 1) + " is not '" + history.header + "': " + lines.get(line),
            e);
      }
    }
    return history;
  }

  void add(int number, double loss, double accuracy, double seconds, OptionalDouble validation) {
    epochs.add(new Epoch(number, loss, accuracy, seconds, validation));
  }

  byte[] toCsv() {
    StringBuilder csv = new StringBuilder(header).append('\n');
    for (Epoch epoch : epochs) {
      csv.append(epoch.number()).append(',').append(epoch.loss()).append(',');
      csv.append(epoch.accuracy()).append(',').append(epoch.seconds());
      epoch.validation().ifPresent(accuracy -> csv.append(',').append(accuracy));
      csv.append('\n');
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

  /** Accuracy on the held-out images after each epoch, 0 to 1; empty if there are none. */
  public List<Double> validations() {
    return epochs.stream().flatMap(epoch -> epoch.validation().stream().boxed()).toList();
  }

  /** The learning curve, as a picture of {@link LearningCurve#writePng}. */
  public LearningCurve curve(String title) {
    LearningCurve curve = new LearningCurve(title);
    for (Epoch epoch : epochs) {
      if (Double.isFinite(epoch.loss())) {
        curve.loss(epoch.number(), epoch.loss());
      }
      curve.accuracy("test accuracy", epoch.number(), epoch.accuracy());
      epoch
          .validation()
          .ifPresent(value -> curve.accuracy("validation accuracy", epoch.number(), value));
    }
    return curve;
  }
}
