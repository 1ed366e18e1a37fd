/**
 * Packed-bit inference. A program that classifies the lines of a file, complete:
 *
 * <pre>{@code
 * import java.io.IOException;
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * import org.bnn4j.kernels.BnnModel;
 * import org.bnn4j.kernels.BnnSession;
 *
 * public class Classify {
 *   public static void main(String[] args) throws IOException {
 *     BnnModel model = BnnModel.load(Path.of(args[0]));
 *     float[] row = new float[model.inputs()];
 *     try (BnnSession session = model.newSession(1)) {
 *       for (String line : Files.readAllLines(Path.of(args[1]))) {
 *         String[] fields = line.split(",");
 *         for (int i = 0; i < row.length; i++) {
 *           row[i] = Float.parseFloat(fields[i]);
 *         }
 *         int k = session.classify(row);
 *         System.out.println(model.label(k) + " " + session.score(k));
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A {@link org.bnn4j.kernels.BnnModel} is shared by any number of threads; each has a {@link
 * org.bnn4j.kernels.BnnSession} of its own. A file that is no model is a {@link
 * org.bnn4j.kernels.types.BnnFormatException}, an input that does not fit an {@link
 * java.lang.IllegalArgumentException}, both with the numbers.
 */
package org.bnn4j.kernels;
