package org.bnn4j.examples.experiments.training;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where an experiment puts what it makes. */
public final class OutputFlags {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for network, model, jar, checkpoint and curves")
  private Path out;

  @Option(names = "--force", description = "Replace the network, model and jar of an earlier run")
  private boolean force;

  /** Options with a default folder, by its name below {@code target}. */
  public OutputFlags(String folder) {
    this.out = Path.of("target", folder);
  }

  /** The folder. */
  public Path folder() {
    return out;
  }

  /** Where network, model and jar of this name go. */
  public ExportFiles files(String name) {
    return new ExportFiles(out.resolve(name), force);
  }
}
