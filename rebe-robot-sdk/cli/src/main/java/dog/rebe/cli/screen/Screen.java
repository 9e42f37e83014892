package dog.rebe.cli.screen;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * Where results and remarks are printed, and what that place can show. Results go to standard
 * output, remarks, progress and errors to standard error. Thread-safe as far as whole lines go.
 */
public final class Screen {

  /** What is assumed where nobody says how wide the terminal is. */
  public static final int DEFAULT_COLUMNS = 80;

  private static final int MIN_COLUMNS = 40;
  private static final int MAX_COLUMNS = 160;

  private final PrintStream out;
  private final PrintStream err;
  private final Charset charset;
  private final Glyphs glyphs;
  private final int columns;
  private final boolean colourOut;
  private final boolean colourErr;
  private final boolean liveErr;

  private Screen(
      PrintStream out,
      PrintStream err,
      Charset charset,
      int columns,
      boolean colourOut,
      boolean colourErr,
      boolean liveErr) {
    this.out = out;
    this.err = err;
    this.charset = charset;
    this.glyphs = Glyphs.of(charset);
    this.columns = columns;
    this.colourOut = colourOut;
    this.colourErr = colourErr;
    this.liveErr = liveErr;
  }

  /**
   * The screen of a process.
   *
   * @param environment {@code NO_COLOR} and {@code TERM=dumb} turn colours off; {@code COLUMNS}
   *     gives the width
   * @param outIsTerminal whether standard output is one
   * @param errIsTerminal whether standard error is one; without it there is no progress line
   */
  public static Screen of(
      PrintStream out,
      PrintStream err,
      Charset charset,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean colours = noColour.isEmpty() && !dumb;
    return new Screen(
        out,
        err,
        charset,
        columns(environment.getOrDefault("COLUMNS", "")),
        colours && outIsTerminal,
        colours && errIsTerminal,
        errIsTerminal && !dumb);
  }

  private static int columns(String text) {
    if (!text.matches("\\d{1,4}")) {
      return DEFAULT_COLUMNS;
    }
    return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Integer.parseInt(text)));
  }

  /** The width in columns. */
  public int columns() {
    return columns;
  }

  /** The characters it can show. */
  public Glyphs glyphs() {
    return glyphs;
  }

  /** Whether a line on standard error may be overwritten. */
  public boolean isLive() {
    return liveErr;
  }

  /** An empty line of the result. */
  public void line() {
    out.println();
  }

  /** A line of the result. */
  public void line(String text) {
    out.println(encodable(text));
  }

  /** A line of the result in this tone. */
  public void line(Tone tone, String text) {
    out.println(paint(tone, text));
  }

  /** A piece of the result in this tone; for {@link #line(String)}. */
  public String paint(Tone tone, String text) {
    String safe = encodable(text);
    return colourOut ? tone.paint(safe) : safe;
  }

  /** A remark, which is no part of the result. */
  public void remark(Tone tone, String text) {
    String safe = encodable(text);
    err.println(colourErr ? tone.paint(safe) : safe);
  }

  /**
   * Text on standard error without a line end, at once; for the progress line and for questions.
   */
  public void prompt(String text) {
    err.print(text);
    err.flush();
  }

  /** The text with an escape for each character that the locale's character set lacks. */
  private String encodable(String text) {
    if (!charset.canEncode() || charset.newEncoder().canEncode(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.replace("…", "...")
        .codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              shown.append(charset.newEncoder().canEncode(one) ? one : String.format("\\u{%x}", c));
            });
    return shown.toString();
  }

  /** Writes out what was printed. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /**
   * Whether standard output took everything that was printed; false for a full disk or a closed
   * pipe.
   */
  public boolean isWritable() {
    return !out.checkError();
  }
}
