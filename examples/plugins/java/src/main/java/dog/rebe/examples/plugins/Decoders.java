package dog.rebe.examples.plugins;

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
    Answering decoding = Decoders::decoded;
    decoding.run();
  }

  /** What the decoder under whose name this module was packed makes of it. */
  private static Object decoded(String request) throws RefusalException {
    ToolOutput output = ToolOutput.read(request);
    return Map.of("value", decoder(output.plugin()).decode(output));
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
