package dog.rebe.protocol.compatibility;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages as flat text that every language can make: a path of field names, and a value. */
final class KitText {

  private KitText() {}

  /** Fields that are set, by their paths. Bytes in hexadecimal, enums by number, all as text. */
  static Map<String, String> flat(Message message) {
    Map<String, String> paths = new TreeMap<>();
    flatten("", message, paths);
    return paths;
  }

  private static void flatten(String prefix, Message message, Map<String, String> paths) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              String path = prefix.isEmpty() ? field.getName() : prefix + "." + field.getName();
              if (field.isRepeated()) {
                List<?> all = (List<?>) value;
                for (int i = 0; i < all.size(); i++) {
                  put(path + "[" + i + "]", field, all.get(i), paths);
                }
              } else {
                put(path, field, value, paths);
              }
            });
  }

  private static void put(
      String path, FieldDescriptor field, Object value, Map<String, String> paths) {
    if (value instanceof Message message) {
      paths.put(path, "{}");
      flatten(path, message, paths);
    } else if (value instanceof ByteString bytes) {
      paths.put(path, hex(bytes.toByteArray()));
    } else if (value instanceof EnumValueDescriptor each) {
      paths.put(path, Integer.toString(each.getNumber()));
    } else if (value instanceof Integer number && isUnsigned(field)) {
      paths.put(path, Integer.toUnsignedString(number));
    } else if (value instanceof Long number && isUnsigned(field)) {
      paths.put(path, Long.toUnsignedString(number));
    } else {
      paths.put(path, value.toString());
    }
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** An object whose values are text or are JSON already. */
  static String object(String indent, Map<String, String> members) {
    List<String> lines = new ArrayList<>();
    members.forEach((name, value) -> lines.add(indent + "  " + quoted(name) + ": " + value));
    return lines.isEmpty() ? "{}" : "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
  }

  static String array(String indent, List<String> elements) {
    return "[\n"
        + indent
        + "  "
        + String.join(",\n" + indent + "  ", elements)
        + "\n"
        + indent
        + "]";
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }
}
