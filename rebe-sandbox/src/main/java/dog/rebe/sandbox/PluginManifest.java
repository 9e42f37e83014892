package dog.rebe.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plugin says of itself, in the custom section {@value #SECTION} of its module, before any
 * of its code runs. Everything in it is a claim of its author. Immutable.
 *
 * @param abi the version that it was made for
 * @param name 1 to 64 of {@code a-z}, {@code 0-9} and {@code -}
 * @param version its own version, 1 to 32 of letters, digits, {@code .}, {@code +} and {@code -}
 * @param summary one sentence
 * @param licence an SPDX expression; empty if it says none
 * @param verbs what it can be asked to do, sorted; copied
 * @param wants what it asks for; copied
 * @param robot what it says of itself as a robot: an object of JSON as text, not looked into; empty
 *     if it says nothing
 */
public record PluginManifest(
    AbiVersion abi,
    String name,
    String version,
    String summary,
    String licence,
    Set<String> verbs,
    List<Want> wants,
    Optional<String> robot) {

  /** The name of the custom section that holds a manifest. */
  public static final String SECTION = "rebe.plugin";

  /** The longest manifest. */
  public static final int MAX_BYTES = 65_536;

  public PluginManifest {
    Objects.requireNonNull(abi, "abi");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(licence, "licence");
    Objects.requireNonNull(robot, "robot");
    if (!name.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a plugin: use 1 to 64 of a-z, 0-9 and '-'");
    }
    if (!version.matches("[A-Za-z0-9.+-]{1,32}")) {
      throw new IllegalArgumentException(
          "'" + version + "' is no version: use 1 to 32 letters, digits, '.', '+' and '-'");
    }
    if (verbs.isEmpty()) {
      throw new IllegalArgumentException("The plugin " + name + " can do nothing: it has no verb");
    }
    verbs = java.util.Collections.unmodifiableSet(new TreeSet<>(verbs));
    wants = List.copyOf(wants);
  }

  /**
   * Reads a manifest. Fields that are not known are ignored, as a newer minor version may have
   * them.
   *
   * @param json UTF-8, at most {@value #MAX_BYTES} bytes
   */
  public static PluginManifest parse(byte[] json) throws ManifestException {
    return ManifestReader.read(json);
  }

  /** What it asks for, one sentence each, in words for the owner of the machines. */
  public List<String> words() {
    return wants.stream()
        .map(
            want ->
                "It wants to "
                    + want.words()
                    + (want.required() ? ". It cannot work without." : ", if it may."))
        .toList();
  }
}
