package dog.rebe.ssh.key;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.FaultException;
import dog.rebe.ssh.lookup.Lookups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Several sources of keys and perhaps a password. One that has nothing to give, or does not answer
 * in its time, leaves the others.
 */
public final class Credentials implements Login {

  /** What one source gave, or why it gave nothing. */
  private record Given(List<SigningKey> keys, List<String> missing) {}

  private final List<KeySource> sources;
  private final @Nullable PasswordSupplier password;
  private final Lookups<KeySource, List<SigningKey>> lookups;
  private final Duration within;

  /**
   * These sources, in this order.
   *
   * @param lookups asks them, all at the same time
   * @param within how long each may take
   */
  public Credentials(
      List<KeySource> sources,
      @Nullable PasswordSupplier password,
      Lookups<KeySource, List<SigningKey>> lookups,
      Duration within) {
    this.sources = List.copyOf(sources);
    this.password = password;
    this.lookups = lookups;
    this.within = within;
  }

  @Override
  public CompletionStage<LoginMaterial> load() {
    CompletableFuture<?>[] asked = new CompletableFuture<?>[sources.size()];
    Given[] given = new Given[asked.length];
    for (int i = 0; i < asked.length; i++) {
      int which = i;
      asked[i] = ask(sources.get(i)).thenAccept(answer -> given[which] = answer);
    }
    return CompletableFuture.allOf(asked).thenCompose(all -> material(given));
  }

  private CompletableFuture<Given> ask(KeySource source) {
    return lookups
        .ask(source, within)
        .handle(
            (keys, failure) ->
                failure == null
                    ? new Given(keys, List.of())
                    : new Given(List.of(), List.of(why(source, failure))));
  }

  private String why(KeySource source, Throwable failure) {
    return failure instanceof TimeoutException
        ? source + " did not answer within " + within
        : String.valueOf(failure.getMessage());
  }

  private CompletionStage<LoginMaterial> material(Given[] all) {
    List<SigningKey> keys = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Given given : all) {
      keys.addAll(given.keys());
      missing.addAll(given.missing());
    }
    LoginMaterial material = new LoginMaterial(keys, password, missing);
    if (!material.isEmpty()) {
      return CompletableFuture.completedFuture(material);
    }
    return CompletableFuture.failedFuture(
        new FaultException(
            FailureKind.CREDENTIAL_UNAVAILABLE,
            missing.isEmpty()
                ? "there is no key and no password to log in with"
                : String.join("; ", missing)));
  }
}
