package dog.rebe.cli.screen;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** What a screen shows, as text, for tests. */
public final class ScreenText {

  private ScreenText() {}

  /** On 80 columns, in UTF-8, without colours. */
  public static String of(Consumer<Screen> printing) {
    return of(StandardCharsets.UTF_8, Map.of(), false, printing);
  }

  /** On a screen like this. */
  public static String of(
      Charset charset,
      Map<String, String> environment,
      boolean terminal,
      Consumer<Screen> printing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, charset);
    Screen screen = Screen.of(stream, stream, charset, environment, terminal, terminal);
    printing.accept(screen);
    screen.flush();
    return out.toString(charset);
  }
}
