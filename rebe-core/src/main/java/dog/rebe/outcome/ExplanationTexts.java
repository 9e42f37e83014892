package dog.rebe.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a catalogue by their keys. A translation falls back, text by text, to the one that
 * it was made from. Every key and every placeholder is checked when it is made.
 */
final class ExplanationTexts {

  private static final String RESOURCE = "explanations";

  private final Map<String, MessageTemplate> texts;
  private final @Nullable ExplanationTexts fallback;

  private ExplanationTexts(Map<String, String> raw, @Nullable ExplanationTexts fallback) {
    Map<String, MessageTemplate> checked = new HashMap<>();
    raw.forEach((key, text) -> checked.put(key, check(key, new MessageTemplate(text.strip()))));
    this.texts = Map.copyOf(checked);
    this.fallback = fallback;
  }

  /** The English texts, which are complete. */
  static ExplanationTexts english() {
    Map<String, String> raw =
        read(RESOURCE + ".properties")
            .orElseThrow(() -> new IllegalStateException("The English explanations are missing"));
    ExplanationTexts english = new ExplanationTexts(raw, null);
    for (String key : ExplanationKeys.required()) {
      if (!english.texts.containsKey(key)) {
        throw new IllegalStateException("The English explanations lack the text " + key);
      }
    }
    return english;
  }

  /** The texts of this resource's translation that come with the library, if there is one. */
  Optional<ExplanationTexts> bundled(Locale locale) {
    return read(RESOURCE + "_" + locale + ".properties")
        .map(raw -> new ExplanationTexts(raw, this));
  }

  /** These texts, and this object's own where they say nothing. */
  ExplanationTexts translated(Map<String, String> raw) {
    return new ExplanationTexts(raw, this);
  }

  /** The text with this key, if there is one in any of the languages. */
  Optional<MessageTemplate> find(String key) {
    MessageTemplate own = texts.get(key);
    if (own != null) {
      return Optional.of(own);
    }
    return fallback == null ? Optional.empty() : fallback.find(key);
  }

  /** The keys that this language has by itself. */
  Set<String> ownKeys() {
    return texts.keySet();
  }

  private static MessageTemplate check(String key, MessageTemplate text) {
    Set<String> allowed =
        ExplanationKeys.placeholders(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + key + "' is no key of the explanations: remove it or correct it"));
    for (String name : text.placeholders()) {
      if (!allowed.contains(name)) {
        throw new IllegalArgumentException(
            "The explanation " + key + " uses {" + name + "}; it may use only " + allowed);
      }
    }
    return text;
  }

  private static Optional<Map<String, String>> read(String resource) {
    try (InputStream stream = ExplanationTexts.class.getResourceAsStream(resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      Map<String, String> raw = new HashMap<>();
      properties.stringPropertyNames().forEach(key -> raw.put(key, properties.getProperty(key)));
      return Optional.of(raw);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + resource + " cannot be read", e);
    }
  }
}
