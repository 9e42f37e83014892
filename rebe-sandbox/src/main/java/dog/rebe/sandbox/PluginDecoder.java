package dog.rebe.sandbox;

import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.command.JsonDecoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link Decoder} whose work is done by a plugin's verb {@code decode}: bytes that a tool printed
 * go in, a value as JSON comes out. Thread-safe. It blocks a worker while the plugin runs.
 *
 * <pre>{@code
 * Command<DiskUsage> usage =
 *     Command.of("df", "-k").readOnly().limits(limits)
 *         .decode(PluginDecoder.of(host, df, pluginLimits, JsonDecoder.of(DiskUsage.class)));
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class PluginDecoder<T> implements Decoder<T> {

  private static final String VERB = "decode";

  private final VerbCall call;
  private final JsonDecoder<T> values;

  private PluginDecoder(VerbCall call, JsonDecoder<T> values) {
    this.call = call;
    this.values = Objects.requireNonNull(values, "values");
  }

  /**
   * A decoder without grants.
   *
   * @param values reads the value of the plugin's answer
   */
  public static <T> PluginDecoder<T> of(
      PluginHost host, Plugin plugin, PluginLimits limits, JsonDecoder<T> values) {
    return new PluginDecoder<>(new VerbCall(host, plugin, limits, Grants.none()), values);
  }

  /** The same with these grants, none of which may be a scratch folder: it runs more than once. */
  public PluginDecoder<T> grants(Grants grants) {
    return new PluginDecoder<>(call.granted(grants), values);
  }

  @Override
  public T decode(CapturedOutput output, Exit exit) throws DecodeException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("stdout", StreamValue.of(output.stdout()));
    request.put("stderr", StreamValue.of(output.stderr()));
    request.put("exit", exit(exit));
    Outcome<String> value =
        call.ask(
            VERB,
            request,
            answer -> {
              if (!answer.has("value")) {
                throw new VerbCall.BadAnswerException(
                    "The plugin answered with neither a value nor a refusal");
              }
              return new String(PluginJson.write(answer.get("value")), StandardCharsets.UTF_8);
            });
    if (value instanceof Failure<String> failure) {
      throw new DecodeException(
          failure.kind(), "The plugin " + call.plugin() + ": " + failure.detail());
    }
    return values.read(value.value().orElseThrow());
  }

  private static Map<String, Object> exit(Exit exit) {
    if (exit instanceof ExitStatus status) {
      return Map.of("status", status.code());
    }
    return exit instanceof ExitSignal signal ? Map.of("signal", signal.name()) : Map.of();
  }
}
