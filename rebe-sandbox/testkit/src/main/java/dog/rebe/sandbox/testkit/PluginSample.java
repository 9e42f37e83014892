package dog.rebe.sandbox.testkit;

import dog.rebe.command.DecodeException;
import dog.rebe.command.JsonDecoder;
import java.util.Map;
import java.util.Objects;

/**
 * A request, and the answer that a plugin gives to it.
 *
 * @param verb what is asked for
 * @param request the whole request as JSON
 * @param answer the whole answer as JSON; only its meaning counts
 */
public record PluginSample(String verb, String request, String answer) {

  public PluginSample {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(answer, "answer");
  }

  /**
   * Text that a tool printed before it ended with status 0.
   *
   * @param value what the plugin makes of it, as JSON
   */
  public static PluginSample decode(String stdout, String value) {
    return new PluginSample(
        "decode",
        "{\"abi\":\"1.0\",\"verb\":\"decode\",\"plugin\":\"sample\",\"stdout\":{\"text\":"
            + JsonText.quoted(stdout)
            + "},\"stderr\":{\"text\":\"\"},\"exit\":{\"status\":0}}",
        "{\"value\":" + value + "}");
  }

  /** The same request with a field that no version has yet. */
  String requestOfTomorrow() {
    return "{\"tomorrow\":{\"a\":[1,true,\"x\"]}," + request.strip().substring(1);
  }

  /** A JSON object as a value that can be compared. */
  static Map<?, ?> meaning(String json) {
    try {
      return JsonDecoder.of(Map.class).read(json);
    } catch (DecodeException e) {
      throw new AssertionError("This is no JSON object: " + json, e);
    }
  }
}
