package dog.rebe.sandbox;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How a verb is asked: an object of JSON goes in, and one comes back. */
record VerbCall(PluginHost host, Plugin plugin, PluginLimits limits, Grants grants) {

  /** The mapper of an answer, which may find that it does not understand it. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonNode answer) throws BadAnswerException;
  }

  /** An answer that is not what the verb's schema says. */
  static final class BadAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
      super(message);
    }
  }

  VerbCall granted(Grants newGrants) {
    return new VerbCall(host, plugin, limits, newGrants);
  }

  /** The answer of a plugin that did not refuse. */
  <T> Outcome<T> ask(String verb, Map<String, Object> request, Reader<T> reader) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("abi", AbiVersion.CURRENT.toString());
    whole.put("verb", verb);
    whole.put("plugin", plugin.manifest().name());
    whole.putAll(request);
    Outcome<CapturedOutput> outcome =
        host.call(plugin, PluginCall.of(verb, PluginJson.write(whole), limits).grants(grants));
    if (!(outcome instanceof Success<CapturedOutput> success)) {
      return outcome.failure().orElseThrow().as();
    }
    try {
      JsonNode answer = PluginJson.read(success.result().stdout().bytes());
      JsonNode refusal = answer.get("refusal");
      if (refusal != null && refusal.isString()) {
        return failed(FailureKind.PLUGIN_FAILED, success, refusal.stringValue());
      }
      return new Success<>(reader.read(answer), success.evidence());
    } catch (PluginJson.BadJsonException | BadAnswerException e) {
      return failed(FailureKind.UNDECODABLE, success, String.valueOf(e.getMessage()));
    }
  }

  private <T> Outcome<T> failed(FailureKind kind, Success<CapturedOutput> success, String detail) {
    return new Failures(host.explanations(), plugin.manifest().name())
        .of(kind, Delivery.COMPLETED, success.evidence(), detail);
  }
}
