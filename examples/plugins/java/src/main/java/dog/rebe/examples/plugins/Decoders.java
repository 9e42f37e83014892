package dog.rebe.examples.plugins;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command: reads a request from standard input and answers on standard output. */
public final class Decoders {

  private Decoders() {}

  /**
   * Decodes.
   *
   * @param arguments the verb, {@code decode}
   */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    out.print(answer(new String(StandardInput.readAll(), StandardCharsets.UTF_8)));
    out.flush();
  }

  /** The answer as JSON: of the decoder under whose name this module was packed. */
  static String answer(String request) {
    try {
      ToolOutput output = ToolOutput.read(request);
      return JsonWriter.write(Map.of("value", decoder(output.plugin()).decode(output)));
    } catch (RefusalException e) {
      return JsonWriter.write(Map.of("refusal", String.valueOf(e.getMessage())));
    }
  }

  private static TextDecoder decoder(String plugin) throws RefusalException {
    return switch (plugin) {
      case "df" -> new DfDecoder();
      case "systemctl-units" -> new SystemctlUnitsDecoder();
      case "apt-upgradable" -> new AptUpgradableDecoder();
      case "ss-listening" -> new SsListeningDecoder();
      case "crontab" -> new CrontabDecoder();
      default ->
          throw new RefusalException(
              "This module was packed under a name it does not know: " + plugin);
    };
  }
}
