package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of {@code ansible-inventory --list} token by token and keeps what matters. */
final class AnsibleReader {

  private static final String REMEDY =
      "Print the inventory with ansible-inventory -i FILE --list and use what it prints";
  private static final int MAX_DEPTH = 200;

  private final String source;
  private final JsonParser json;
  private final AnsibleContent content;

  private AnsibleReader(String source, JsonParser json) {
    this.source = source;
    this.json = json;
    this.content = new AnsibleContent(source);
  }

  static AnsibleContent read(Path file) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    String source = file.toString();
    try (InputStream in = InventoryFile.open(file);
        JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
      AnsibleReader reader = new AnsibleReader(source, json);
      reader.readAll();
      return reader.content;
    } catch (JacksonIOException e) {
      throw InventoryFile.unreadable(source, new IOException(e.getOriginalMessage(), e));
    } catch (JacksonException e) {
      throw notJson(source, e);
    } catch (IOException e) {
      throw InventoryFile.unreadable(source, e);
    }
  }

  private void readAll() {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("an inventory begins with '{'");
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("_meta")) {
        readMeta();
      } else {
        readGroup(name);
      }
    }
    if (json.nextToken() != null) {
      throw wrong("something follows after the inventory");
    }
  }

  private void readMeta() {
    requireObject("_meta");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean hostVariables = json.currentName().equals("hostvars");
      json.nextToken();
      if (hostVariables) {
        readHostVariables();
      } else {
        json.skipChildren();
      }
    }
  }

  private void readHostVariables() {
    requireObject("hostvars");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      AnsibleHost host = content.host(name);
      json.nextToken();
      requireObject(name);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String variable = json.currentName();
        JsonToken value = json.nextToken();
        if (AnsibleHost.isOfInterest(variable)) {
          host.put(variable, scalar(name, variable, value));
        }
        json.skipChildren();
      }
    }
  }

  private AnsibleHost.Variable scalar(String host, String variable, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return new AnsibleHost.Variable("", line());
    }
    if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
      throw InventoryException.at(
          source,
          line(),
          variable + " of " + shown(host) + " is neither text nor a number",
          "Write the value itself; a vault must be opened by Ansible first");
    }
    return new AnsibleHost.Variable(json.getString(), line());
  }

  private void readGroup(String group) {
    requireObject(group);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String part = json.currentName();
      json.nextToken();
      switch (part) {
        case "hosts" -> readNames(group, host -> content.addMember(group, host));
        case "children" -> readNames(group, child -> content.addChild(group, child));
        case "vars" -> readGroupVariables(group);
        default -> json.skipChildren();
      }
    }
  }

  private void readNames(String group, Consumer<String> consumer) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("the group " + shown(group) + " lists no names");
    }
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      consumer.accept(json.getString());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw wrong("the group " + shown(group) + " lists something that is no name");
    }
  }

  /** Only {@code --export} prints variables of groups; those of hosts are then not complete. */
  private void readGroupVariables(String group) {
    requireObject(group);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String variable = json.currentName();
      if (AnsibleHost.isOfInterest(variable)) {
        throw InventoryException.at(
            source,
            line(),
            variable + " stands at the group " + shown(group) + " and not at its hosts",
            "Print the inventory without --export");
      }
      json.nextToken();
      json.skipChildren();
    }
  }

  private void requireObject(String name) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(shown(name) + " is not an object");
    }
  }

  private long line() {
    return Math.max(1, json.currentTokenLocation().getLineNr());
  }

  private InventoryException wrong(String problem) {
    return InventoryException.at(source, line(), problem, REMEDY);
  }

  private static InventoryException notJson(String source, JacksonException e) {
    long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    String said = shown(String.valueOf(e.getOriginalMessage()));
    return InventoryException.at(source, line, "this is not JSON: " + said, REMEDY);
  }
}
