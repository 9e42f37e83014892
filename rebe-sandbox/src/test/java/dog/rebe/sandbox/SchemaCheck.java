package dog.rebe.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of JSON Schema as the published schemas use; another keyword is an error of the test. */
final class SchemaCheck {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<String> faults = new ArrayList<>();

  private SchemaCheck() {}

  /** What is wrong with a document. */
  static List<String> faults(String schema, String json) {
    SchemaCheck check = new SchemaCheck();
    check.check(MAPPER.readTree(PluginSchemas.text(schema)), MAPPER.readTree(json), "");
    return check.faults;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    schema
        .properties()
        .forEach(keyword -> keyword(schema, keyword.getKey(), keyword.getValue(), value, at));
  }

  private void keyword(JsonNode schema, String keyword, JsonNode rule, JsonNode value, String at) {
    switch (keyword) {
      case "$schema", "$id", "title", "description" -> {}
      case "type" -> require(hasType(rule.stringValue(), value), at + " is no " + rule);
      case "const" -> require(rule.equals(value), at + " is not " + rule);
      case "pattern" ->
          require(
              !value.isString()
                  || Pattern.compile(rule.stringValue()).matcher(value.stringValue()).find(),
              at + " does not match " + rule);
      case "minLength" ->
          require(
              !value.isString() || value.stringValue().length() >= rule.intValue(), at + " short");
      case "maxLength" ->
          require(
              !value.isString() || value.stringValue().length() <= rule.intValue(), at + " long");
      case "minItems" -> require(!value.isArray() || value.size() >= rule.intValue(), at + " few");
      case "maxItems" -> require(!value.isArray() || value.size() <= rule.intValue(), at + " many");
      case "required" ->
          rule.forEach(
              name ->
                  require(
                      !value.isObject() || value.has(name.stringValue()), at + " lacks " + name));
      case "properties" ->
          rule.properties()
              .forEach(
                  property -> {
                    if (value.has(property.getKey())) {
                      check(
                          property.getValue(),
                          value.get(property.getKey()),
                          at + "/" + property.getKey());
                    }
                  });
      case "items" -> {
        if (value.isArray()) {
          value.forEach(item -> check(rule, item, at + "/*"));
        }
      }
      case "anyOf" -> {
        boolean any = false;
        for (JsonNode option : rule) {
          SchemaCheck inner = new SchemaCheck();
          inner.check(option, value, at);
          any |= inner.faults.isEmpty();
        }
        require(any, at + " is none of " + rule);
      }
      default -> throw new AssertionError("The keyword " + keyword + " of " + schema);
    }
  }

  private static boolean hasType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      default -> throw new AssertionError("The type " + type);
    };
  }

  private void require(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
