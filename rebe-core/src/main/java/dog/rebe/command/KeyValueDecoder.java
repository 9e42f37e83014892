package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.VisibleText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads standard output as lines with a key and a value each, {@code KEY=value} or {@code Key:
 * value} (UTF-8). It says before what it expects and refuses the rest: a line without the sign, a
 * key twice, a key that was not declared (unless {@link #ignoringOthers}), and the absence of a
 * required one. The rules for lines are those of {@link LineDecoder}, and loosened in the same way.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * Decoder<KeyValues> osRelease =
 *     KeyValueDecoder.equalsSign().unquoting().skippingComments().skippingEmptyLines()
 *         .required("ID").optional("VERSION_ID").ignoringOthers();
 * }</pre>
 */
public final class KeyValueDecoder implements Decoder<KeyValues> {

  private static final int MAX_SHOWN = 60;

  private final KeyValueSyntax syntax;
  private final OutputLines lines;
  private final Set<String> required;
  private final Set<String> optional;
  private final boolean ignoreOthers;

  private KeyValueDecoder(
      KeyValueSyntax syntax,
      OutputLines lines,
      Set<String> required,
      Set<String> optional,
      boolean ignoreOthers) {
    this.syntax = syntax;
    this.lines = lines;
    this.required = required;
    this.optional = optional;
    this.ignoreOthers = ignoreOthers;
  }

  /**
   * Lines such as {@code KEY=value}: no blanks around the sign; the value is all that follows it.
   */
  public static KeyValueDecoder equalsSign() {
    return of(KeyValueSyntax.EQUALS);
  }

  /** Lines such as {@code Key: value}: blanks around key and value are left out. */
  public static KeyValueDecoder colon() {
    return of(KeyValueSyntax.COLON);
  }

  private static KeyValueDecoder of(KeyValueSyntax syntax) {
    return new KeyValueDecoder(syntax, OutputLines.STRICT, Set.of(), Set.of(), false);
  }

  /**
   * The same, and these keys must be there.
   *
   * @throws IllegalArgumentException if one of them was declared as optional
   */
  public KeyValueDecoder required(String... keys) {
    requireNone(optional, "optional", keys);
    return new KeyValueDecoder(syntax, lines, joined(required, keys), optional, ignoreOthers);
  }

  /**
   * The same, and these keys may be there.
   *
   * @throws IllegalArgumentException if one of them was declared as required
   */
  public KeyValueDecoder optional(String... keys) {
    requireNone(required, "required", keys);
    return new KeyValueDecoder(syntax, lines, required, joined(optional, keys), ignoreOthers);
  }

  /**
   * The same, but keys that were not declared are skipped. Their lines must still be understood.
   */
  public KeyValueDecoder ignoringOthers() {
    return new KeyValueDecoder(syntax, lines, required, optional, true);
  }

  /**
   * The same, but values are read as a shell reads them after {@code KEY=}: in single quotes as
   * they are; in double quotes, where a backslash before {@code " \ $ `} is left out; or without
   * quotes, and then without blanks, quotes and backslashes.
   */
  public KeyValueDecoder unquoting() {
    return new KeyValueDecoder(syntax.withUnquoting(), lines, required, optional, ignoreOthers);
  }

  /** The same, but lines that begin with {@code #} are skipped. */
  public KeyValueDecoder skippingComments() {
    return new KeyValueDecoder(syntax.withComments(), lines, required, optional, ignoreOthers);
  }

  /** The same, but empty lines are skipped. */
  public KeyValueDecoder skippingEmptyLines() {
    return new KeyValueDecoder(syntax, lines.skippingEmpty(), required, optional, ignoreOthers);
  }

  /** The same, but the last line may lack its end. */
  public KeyValueDecoder finalNewlineOptional() {
    return new KeyValueDecoder(
        syntax, lines.withFinalNewlineOptional(), required, optional, ignoreOthers);
  }

  /** The same with another limit for the length of a line, at least 1; 65,536 unless said. */
  public KeyValueDecoder withMaxLineBytes(int bytes) {
    return new KeyValueDecoder(
        syntax, lines.withMaxLineBytes(bytes), required, optional, ignoreOthers);
  }

  @Override
  public KeyValues decode(CapturedOutput output, Exit exit) throws DecodeException {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    lines.forEach(output.stdout(), line -> read(line, values, seen));
    for (String key : required) {
      if (!values.containsKey(key)) {
        throw new DecodeException("The required key " + key + " is missing");
      }
    }
    return new KeyValues(values);
  }

  private void read(String line, Map<String, String> values, Set<String> seen)
      throws DecodeException {
    if (syntax.isComment(line)) {
      return;
    }
    String key = syntax.key(line);
    String value = syntax.value(line);
    if (!seen.add(key)) {
      throw new DecodeException("the key " + VisibleText.line(key, MAX_SHOWN) + " came before");
    }
    if (required.contains(key) || optional.contains(key)) {
      values.put(key, value);
    } else if (!ignoreOthers) {
      throw new DecodeException(
          "the key " + VisibleText.line(key, MAX_SHOWN) + " was not expected");
    }
  }

  private static void requireNone(Set<String> others, String declared, String... keys) {
    for (String key : keys) {
      if (others.contains(key)) {
        throw new IllegalArgumentException(
            "The key " + key + " was declared as " + declared + ": it is either, not both");
      }
    }
  }

  private static Set<String> joined(Set<String> keys, String... more) {
    Set<String> all = new LinkedHashSet<>(keys);
    all.addAll(List.of(more));
    return Collections.unmodifiableSet(all);
  }
}
