package dog.rebe.sandbox.shell;

import java.util.List;

/**
 * A word of a script, before it is expanded.
 *
 * @param parts in their order; copied
 */
public record Word(List<Part> parts) {

  /** A part of a word. */
  public sealed interface Part {

    /** Whether it stands in quotes, so that it is neither split nor a pattern. */
    boolean quoted();
  }

  /** Text as it stands. */
  public record Text(String text, boolean quoted) implements Part {}

  /**
   * The value of a variable.
   *
   * @param name letters, digits and underscores, or {@code ?}
   * @param otherwise what stands for it if it is not set or empty ({@code ${name:-otherwise}}); an
   *     empty word if nothing was said
   * @param hasOtherwise whether something was said
   */
  public record Variable(String name, Word otherwise, boolean hasOtherwise, boolean quoted)
      implements Part {}

  /** What a script prints. */
  public record Output(Script script, boolean quoted) implements Part {}

  public Word {
    parts = List.copyOf(parts);
  }

  /** Its text if it is nothing but one, without quotes; for reserved words. */
  String plain() {
    return parts.size() == 1 && parts.get(0) instanceof Text text && !text.quoted()
        ? text.text()
        : "";
  }
}
