package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bnn4j.examples.experiments.data.Digits;
import org.bnn4j.examples.experiments.data.LabeledImages;

/** Digits of 8 x 8 pixels in a frame of 28 x 28, in the files and format of MNIST. */
public final class SmallMnist {
  /** Images of each of the two sets. */
  public static final int IMAGES = 200;

  private SmallMnist() {}

  /** Writes the four files. */
  public static void write(Path folder) throws IOException {
    for (String set : new String[] {"train", "t10k"}) {
      ByteBuffer images =
          ByteBuffer.allocate(16 + IMAGES * 784).putInt(0x803).putInt(IMAGES).putInt(28).putInt(28);
      ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
      LabeledImages digits = Digits.all();
      for (int i = 0; i < IMAGES; i++) {
        byte[] image = digits.image(i);
        byte[] framed = new byte[784];
        for (int p = 0; p < image.length; p++) {
          framed[(10 + p / 8) * 28 + 10 + p % 8] = (byte) (15 * image[p]);
        }
        images.put(framed);
        labels.put((byte) digits.label(i));
      }
      Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
      Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
    }
  }
}
