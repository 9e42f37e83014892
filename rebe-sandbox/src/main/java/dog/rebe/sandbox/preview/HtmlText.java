package dog.rebe.sandbox.preview;

import dog.rebe.outcome.VisibleText;

/** Builds HTML from text that nobody trusts: everything but the tags is escaped. */
final class HtmlText {

  private static final int MAX_TEXT = 2_000;

  private final StringBuilder html = new StringBuilder();

  /** A tag, as it is. */
  HtmlText tag(String tag) {
    html.append(tag);
    return this;
  }

  /** An element without attributes around escaped text, and a line end. */
  HtmlText element(String name, String text) {
    return tag("<" + name + ">").text(text).tag("</" + name.split(" ", -1)[0] + ">\n");
  }

  /** Text: control characters shown, and what HTML would act on escaped. */
  HtmlText text(String text) {
    VisibleText.line(text, MAX_TEXT)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(c);
              }
            });
    return this;
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
