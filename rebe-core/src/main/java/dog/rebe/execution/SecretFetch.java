package dog.rebe.execution;

import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the values of a command's secrets, anew for each attempt, on a thread that may be
 * blocked. They are overwritten when the attempt ends.
 */
final class SecretFetch implements Step {

  private static final Logger LOG = LoggerFactory.getLogger(SecretFetch.class);

  private final Corridor corridor;
  private final Handover next;

  SecretFetch(Corridor corridor, Handover next) {
    this.corridor = corridor;
    this.next = next;
  }

  @Override
  public void enter(Passage<?> passage) {
    List<Secret> secrets = passage.command().secrets();
    if (secrets.isEmpty()) {
      next.enter(passage);
      return;
    }
    Pause pause =
        Pause.beforeSending(
            passage, corridor, FailureKind.SECRET_UNAVAILABLE, "the command's secrets");
    if (pause.begin()) {
      corridor.block(() -> fetch(secrets, pause));
    }
  }

  private void fetch(List<Secret> secrets, Pause pause) {
    Map<String, byte[]> values = new HashMap<>();
    FailureKind failure = null;
    String detail = "";
    for (Secret secret : secrets) {
      try {
        values.put(secret.name(), secret.source().fetch(secret.name()));
      } catch (IOException e) {
        failure = FailureKind.SECRET_UNAVAILABLE;
        detail = "The secret " + secret.name() + " cannot be had: " + e.getMessage();
      } catch (RuntimeException | Error e) {
        LOG.error("The source of the secret {} broke: {}", secret.name(), e.getClass().getName());
        failure = FailureKind.SECRET_UNAVAILABLE;
        detail = "The source of the secret " + secret.name() + " broke: " + e.getClass().getName();
      }
    }
    SecretValues fetched = SecretValues.of(values);
    if (failure != null) {
      fetched.close();
      FailureKind kind = failure;
      String why = detail;
      pause.resume(passage -> passage.refuse(kind, why));
    } else if (!pause.resume(passage -> next.enter(passage, fetched))) {
      fetched.close();
    }
  }
}
