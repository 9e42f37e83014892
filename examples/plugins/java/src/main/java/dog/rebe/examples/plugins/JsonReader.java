package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of JSON as requests have: no fractions. The host wrote it, so little is explained. */
final class JsonReader {

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Object read(String text) throws RefusalException {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.space();
    if (reader.at != text.length()) {
      throw reader.unexpected();
    }
    return value;
  }

  private Object value() throws RefusalException {
    space();
    return switch (at < text.length() ? text.charAt(at) : ' ') {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", "");
      default -> number();
    };
  }

  private Map<String, Object> object() throws RefusalException {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (!ends('}', object.isEmpty())) {
      space();
      String name = string();
      space();
      expect(':');
      object.put(name, value());
    }
    return object;
  }

  private List<Object> list() throws RefusalException {
    List<Object> list = new ArrayList<>();
    at++;
    while (!ends(']', list.isEmpty())) {
      list.add(value());
    }
    return list;
  }

  private boolean ends(char end, boolean first) throws RefusalException {
    space();
    if (at < text.length() && text.charAt(at) == end) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() throws RefusalException {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      string.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return string.toString();
  }

  private char escaped() throws RefusalException {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() throws RefusalException {
    at += 4;
    if (at > text.length()) {
      throw unexpected();
    }
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Long number() throws RefusalException {
    int from = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (from == at) {
      throw unexpected();
    }
    return Long.parseLong(text.substring(from, at));
  }

  private Object word(String word, Object value) throws RefusalException {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private void expect(char c) throws RefusalException {
    if (at >= text.length() || text.charAt(at) != c) {
      throw unexpected();
    }
    at++;
  }

  private void space() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private RefusalException unexpected() {
    return new RefusalException("The request is no JSON, at character " + at);
  }
}
