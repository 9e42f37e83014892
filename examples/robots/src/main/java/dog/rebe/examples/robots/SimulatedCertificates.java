package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files of certificates on a simulated machine, and a program that renews them. */
final class SimulatedCertificates {

  /** A day in 2026, for all of these machines. */
  private static final String NOW = "1780000000\n";

  private final Map<String, String> files = new TreeMap<>();

  /**
   * A certificate.
   *
   * @param kind {@code expired}, {@code good} or {@code weak}
   */
  synchronized SimulatedCertificates file(String path, String kind) {
    files.put(path, pem(kind));
    return this;
  }

  NodeDefinition on(NodeDefinition node) {
    return node.program("sh", (words, input) -> Answer.printing(look()))
        .program("cat", (words, input) -> Answer.printing(read(words.get(1))))
        .program(
            "echo",
            (words, input) -> Answer.printing(String.join(" ", words.subList(1, words.size()))))
        .program("/usr/local/sbin/renew-certificate", (words, input) -> renew(words.get(1)));
  }

  synchronized String state() {
    return files.toString();
  }

  private synchronized String look() {
    StringBuilder text = new StringBuilder(NOW);
    files.forEach((path, pem) -> text.append("rebe-file ").append(path).append('\n').append(pem));
    return text.toString();
  }

  private synchronized String read(String path) {
    return files.getOrDefault(path, "");
  }

  private synchronized Answer renew(String path) {
    files.put(path, pem("good"));
    return Answer.printing("renewed " + path + "\n");
  }

  static String pem(String kind) {
    try (InputStream in =
        Objects.requireNonNull(
            SimulatedCertificates.class.getResourceAsStream(kind + ".pem"), kind)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
