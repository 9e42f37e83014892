package dog.rebe.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of a manifest. */
final class ManifestReader {

  private static final int MAX_WANTS = 100;
  private static final int MAX_VERBS = 20;
  private static final int MAX_TEXT = 1000;

  private ManifestReader() {}

  static PluginManifest read(byte[] json) throws ManifestException {
    if (json.length > PluginManifest.MAX_BYTES) {
      throw new ManifestException(
          "The manifest has "
              + json.length
              + " bytes; at most "
              + PluginManifest.MAX_BYTES
              + " are allowed");
    }
    JsonNode root;
    try {
      root = PluginJson.read(json);
    } catch (PluginJson.BadJsonException e) {
      throw new ManifestException("The manifest: " + e.getMessage());
    }
    if (!root.isObject()) {
      throw new ManifestException("The manifest is no JSON object");
    }
    try {
      return new PluginManifest(
          AbiVersion.parse(text(root, "abi", null)),
          text(root, "name", null),
          text(root, "version", null),
          text(root, "summary", ""),
          text(root, "licence", ""),
          verbs(root),
          wants(root),
          robot(root));
    } catch (IllegalArgumentException e) {
      throw new ManifestException("The manifest: " + e.getMessage());
    }
  }

  private static Optional<String> robot(JsonNode root) throws ManifestException {
    JsonNode robot = root.get("robot");
    if (robot != null && !robot.isObject()) {
      throw new ManifestException("The manifest: the field robot is an object");
    }
    return Optional.ofNullable(robot).map(JsonNode::toString);
  }

  private static Set<String> verbs(JsonNode root) throws ManifestException {
    Set<String> verbs = new LinkedHashSet<>();
    for (JsonNode verb : list(root, "verbs", MAX_VERBS)) {
      if (!verb.isString() || !verb.stringValue().matches("[a-z][a-z0-9-]{0,31}")) {
        throw new ManifestException("The manifest: a verb is a word in lower case, not " + verb);
      }
      verbs.add(verb.stringValue());
    }
    return verbs;
  }

  private static List<Want> wants(JsonNode root) throws ManifestException {
    List<Want> wants = new ArrayList<>();
    if (!root.has("wants")) {
      return wants;
    }
    for (JsonNode want : list(root, "wants", MAX_WANTS)) {
      if (!want.isObject()) {
        throw new ManifestException("The manifest: each of wants is an object");
      }
      JsonNode required = want.get("required");
      if (required != null && !required.isBoolean()) {
        throw new ManifestException("The manifest: required is true or false");
      }
      wants.add(
          new Want(
              text(want, "grant", null),
              text(want, "subject", ""),
              text(want, "reason", ""),
              required != null && required.booleanValue()));
    }
    return wants;
  }

  private static Iterable<JsonNode> list(JsonNode object, String field, int most)
      throws ManifestException {
    JsonNode list = object.get(field);
    if (list == null || !list.isArray() || list.size() > most) {
      throw new ManifestException(
          "The manifest: the field " + field + " is missing, or no list of at most " + most);
    }
    return list;
  }

  /** A field that is text; the other value if there is none, unless that is null. */
  private static String text(JsonNode object, String field, @Nullable String otherwise)
      throws ManifestException {
    JsonNode value = object.get(field);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null || !value.isString() || value.stringValue().length() > MAX_TEXT) {
      throw new ManifestException(
          "The manifest: the field "
              + field
              + " is missing, or no text of at most "
              + MAX_TEXT
              + " characters");
    }
    return value.stringValue();
  }
}
