package org.bnn4j.layers.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.cli.Main;
import org.bnn4j.kernels.format.EmbeddedModel;

/**
 * One jar of a model and the kernels, with a main class; nothing else is needed to run it. The
 * kernel classes are copied from where this JVM loaded them, a jar or a folder. The same model
 * gives the same bytes.
 */
final class RunnableJar {
  /** The time of every entry, so that a jar does not depend on when it was written. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private RunnableJar() {}

  static byte[] of(byte[] model) throws IOException {
    Map<String, byte[]> entries = kernels();
    entries.put(EmbeddedModel.RESOURCE.substring(1), model);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      put(jar, "META-INF/MANIFEST.MF", manifest());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(jar, entry.getKey(), entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] manifest() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.MULTI_RELEASE, "true");
    String version = Main.class.getPackage().getImplementationVersion();
    if (version != null) {
      attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }

  private static Map<String, byte[]> kernels() throws IOException {
    Path source;
    try {
      source = Path.of(BnnModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the kernel classes were not loaded from a file: " + e.getMessage(), e);
    }
    if (Files.isDirectory(source)) {
      return read(source);
    }
    try (FileSystem jar = FileSystems.newFileSystem(source)) {
      return read(jar.getPath("/"));
    }
  }

  private static Map<String, byte[]> read(Path root) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name =
            root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (isKernel(name)) {
          try (InputStream in = Files.newInputStream(file)) {
            entries.put(name, in.readAllBytes());
          }
        }
      }
    }
    return entries;
  }

  private static boolean isKernel(String name) {
    String packageFolder = "org/bnn4j/kernels/";
    return name.startsWith(packageFolder)
        || name.startsWith("META-INF/versions/") && name.contains("/" + packageFolder)
        || name.equals("META-INF/LICENSE");
  }
}
