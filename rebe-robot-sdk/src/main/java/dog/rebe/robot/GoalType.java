package dog.rebe.robot;

import dog.rebe.change.CanonicalJson;
import dog.rebe.robot.GoalField.Choice;
import dog.rebe.robot.GoalField.Kind;
import dog.rebe.robot.GoalField.Text;
import dog.rebe.robot.GoalField.Texts;
import dog.rebe.robot.GoalField.Whole;
import dog.rebe.robot.GoalField.YesNo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a robot can be asked for: fields with types and bounds, and some phrases by which people ask
 * for it. Immutable.
 *
 * <pre>{@code
 * GoalType.builder()
 *     .whole("freePercent", "How much of each disk should be free.", 1, 90, 20)
 *     .phrase("keep a fifth of every disk free")
 *     .build()
 * }</pre>
 */
public final class GoalType {

  private final List<GoalField> fields;
  private final List<String> phrases;

  private GoalType(List<GoalField> fields, List<String> phrases) {
    this.fields = List.copyOf(fields);
    this.phrases = List.copyOf(phrases);
  }

  /** A builder without fields. */
  public static Builder builder() {
    return new Builder();
  }

  /** The fields, in their order. */
  public List<GoalField> fields() {
    return fields;
  }

  /** How people may ask for it, for whoever turns sentences into goals. */
  public List<String> phrases() {
    return phrases;
  }

  /** JSON Schema (draft 2020-12) of a goal, in the canonical form. */
  public String jsonSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (GoalField field : fields) {
      properties.put(field.name(), field.schema());
      if (field.standard().isEmpty()) {
        required.add(field.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    schema.put("required", required);
    if (!phrases.isEmpty()) {
      schema.put("x-phrases", phrases);
    }
    return CanonicalJson.text(schema);
  }

  /**
   * The goal of these values, with the standard values of what is not said.
   *
   * @throws IllegalArgumentException if a value is missing, wrong or unknown; the message names it
   */
  public Goal goal(Map<String, ?> values) {
    Map<String, Object> all = new TreeMap<>();
    Set<String> unknown = new HashSet<>(values.keySet());
    for (GoalField field : fields) {
      unknown.remove(field.name());
      Object said = values.get(field.name());
      if (said != null) {
        all.put(field.name(), field.checked(said));
      } else {
        all.put(
            field.name(),
            field
                .standard()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "The goal says no '" + field.name() + "': " + field.meaning())));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "The goal says "
              + unknown
              + ", which this robot does not know: it knows "
              + fields.stream().map(GoalField::name).toList());
    }
    return new Goal(all);
  }

  /** The goal that has the standard value everywhere. */
  public Goal standard() {
    return goal(Map.of());
  }

  /** Builds a type. Not thread-safe. */
  public static final class Builder {

    private final List<GoalField> fields = new ArrayList<>();
    private final List<String> phrases = new ArrayList<>();

    private Builder() {}

    /** An integer that must be said. */
    public Builder whole(String name, String meaning, long least, long most) {
      return field(name, meaning, new Whole(least, most), Optional.empty());
    }

    /** An integer. */
    public Builder whole(String name, String meaning, long least, long most, long standard) {
      return field(name, meaning, new Whole(least, most), Optional.of(standard));
    }

    /** Text that must be said. */
    public Builder text(String name, String meaning, String pattern) {
      return field(name, meaning, new Text(pattern), Optional.empty());
    }

    /** Text. */
    public Builder text(String name, String meaning, String pattern, String standard) {
      return field(name, meaning, new Text(pattern), Optional.of(standard));
    }

    /** Texts. */
    public Builder texts(String name, String meaning, String pattern, List<String> standard) {
      return field(name, meaning, new Texts(pattern), Optional.of(standard));
    }

    /** One of some words; the first is the standard. */
    public Builder choice(String name, String meaning, String... words) {
      return field(name, meaning, new Choice(List.of(words)), Optional.of(words[0]));
    }

    /** True or false. */
    public Builder yesNo(String name, String meaning, boolean standard) {
      return field(name, meaning, new YesNo(), Optional.of(standard));
    }

    /** A sentence by which people ask for this. */
    public Builder phrase(String phrase) {
      phrases.add(phrase);
      return this;
    }

    private Builder field(String name, String meaning, Kind kind, Optional<Object> standard) {
      if (fields.stream().anyMatch(field -> field.name().equals(name))) {
        throw new IllegalArgumentException("The goal has two fields called " + name);
      }
      fields.add(new GoalField(name, meaning, kind, standard));
      return this;
    }

    /** The type. */
    public GoalType build() {
      return new GoalType(fields, phrases);
    }
  }
}
