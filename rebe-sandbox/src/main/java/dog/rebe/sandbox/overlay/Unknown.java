package dog.rebe.sandbox.overlay;

import dog.rebe.files.FilePath;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.engine.GuestStop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a preview cannot go on, once it cannot. Used by one thread at a time. */
public final class Unknown {

  private final Set<FilePath> unreadable = new LinkedHashSet<>();
  private @Nullable String reason;

  /** Keeps the first reason, and ends the guest. */
  public GuestStop because(String why) {
    if (reason == null) {
      reason = why;
    }
    return new GuestStop(FailureKind.UNSUPPORTED, why);
  }

  /** The same, because the login may not read this path. */
  public GuestStop unreadable(FilePath path, String why) {
    unreadable.add(path);
    return because(why);
  }

  /** The paths that could not be read for lack of permission. */
  public List<FilePath> unreadable() {
    return List.copyOf(unreadable);
  }

  /** The reason; empty as long as all could be told. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Forgets it, for the next command. */
  public void clear() {
    reason = null;
  }
}
