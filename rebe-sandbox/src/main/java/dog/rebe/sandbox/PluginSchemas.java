package dog.rebe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON Schemas (draft 2020-12) of what a plugin reads and writes. A reader ignores fields that
 * its schema does not have.
 */
public final class PluginSchemas {

  private static final List<String> NAMES =
      List.of(
          "manifest",
          "decode-request",
          "decode-answer",
          "check-request",
          "check-answer",
          "plan-request",
          "plan-answer",
          "observe-request",
          "observe-answer");

  private PluginSchemas() {}

  /** The names of all. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The text of one.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("There is no schema " + name + "; there are " + NAMES);
    }
    try (InputStream in =
        PluginSchemas.class.getResourceAsStream(
            "schema/" + AbiVersion.CURRENT + "/" + name + ".schema.json")) {
      if (in == null) {
        throw new IllegalStateException("The schema " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema " + name + " cannot be read", e);
    }
  }
}
