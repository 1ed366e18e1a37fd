/**
 * Packed-bit inference for binary and ternary networks. Needs nothing but the JDK: {@code
 * java.desktop} only to read PNG pictures, and {@code jdk.incubator.vector}, which has to be named
 * with {@code --add-modules}, only to run faster.
 */
module org.bnn4j.kernels {
  requires jdk.httpserver;
  requires static java.desktop;

  exports org.bnn4j.kernels;
  exports org.bnn4j.kernels.types;
}
