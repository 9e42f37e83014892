package dog.rebe.command;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Names one execution of a command, so that a node runs it at most once however often it is
 * delivered. The node keeps a journal of claims and results for each user who runs commands there;
 * a second delivery is answered from it. The same token on another node, or as another user, is
 * another execution. Immutable.
 *
 * <p>A token without an epoch is bound to the journal's present {@linkplain JournalEpoch epoch} by
 * each call, which asks for it before its first delivery: within the call the command runs at most
 * once, whatever happens to the node. Whoever may deliver the same token by another call later, for
 * instance after a crash of his own, binds it himself with {@link #under} and keeps it with the
 * epoch: then no later call runs the command again either, even where the node has lost its
 * journal.
 *
 * @param id 1 to 64 letters, digits, '-' and '_'; never the same for two executions
 * @param epoch the journal under which it may be claimed; absent where each call asks for it
 */
public record Token(String id, Optional<JournalEpoch> epoch) {

  public Token {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is no token: use 1 to 64 letters, digits, '-' and '_'");
    }
    Objects.requireNonNull(epoch, "epoch");
  }

  /** This name, under whatever epoch the node's journal has. */
  public static Token of(String id) {
    return new Token(id, Optional.empty());
  }

  /** A fresh name of 128 bits from this generator, which should be a secure one. */
  public static Token random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return of(HexFormat.of().formatHex(bytes));
  }

  /** The same name, to be claimed under this epoch only. */
  public Token under(JournalEpoch newEpoch) {
    return new Token(id, Optional.of(newEpoch));
  }

  @Override
  public String toString() {
    return epoch.map(known -> id + " under " + known).orElse(id);
  }
}
