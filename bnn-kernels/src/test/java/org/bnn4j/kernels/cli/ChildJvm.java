package org.bnn4j.kernels.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bnn4j.kernels.format.EmbeddedModel;
import org.bnn4j.kernels.format.ModelWriter;
import org.bnn4j.kernels.graph.Graph;

/** The command line in a JVM of its own, with the model where an exported jar has it. */
final class ChildJvm {
  private final Path folder;

  /** Puts the model on the class path, in a folder that nobody else uses. */
  ChildJvm(Path folder, Graph model) throws IOException {
    this.folder = folder;
    Path file = folder.resolve("classes" + EmbeddedModel.RESOURCE);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelWriter.write(model, out);
    }
  }

  /** Prepares a process, its output and errors going to files of the folder. */
  ProcessBuilder prepare(List<String> options, String... args) throws Exception {
    Path kernels = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(kernels + File.pathSeparator + folder.resolve("classes"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
  }

  /** Runs a command to its end, with text as its standard input. */
  CliRun run(List<String> options, String text, String... args) throws Exception {
    Path in = Files.writeString(folder.resolve("in"), text);
    Process process = prepare(options, args).redirectInput(in.toFile()).start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + List.of(args));
    }
    return new CliRun(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }
}
