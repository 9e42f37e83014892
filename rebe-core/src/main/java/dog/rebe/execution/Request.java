package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.command.SecretValues;
import dog.rebe.node.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One attempt, as a transport is given it.
 *
 * @param node where to run it
 * @param command what to run, typed and whole; a byte transport lowers it with {@link
 *     dog.rebe.command.ShellDialect}
 * @param secrets the values of the command's secrets, fetched for this attempt
 * @param nonce fresh for this attempt; frames what a wrapper on the node announces
 * @param attempt 1 for the first
 * @param timeLeft what is left of the attempt's time when it is handed over; travels on to whoever
 *     acts on our behalf
 * @param terminal the terminal that the command gets; only a transport with {@link
 *     Capability#INTERACTIVE} is given a request that has one, and answers with a {@link
 *     TerminalExchange}
 */
public record Request(
    Node node,
    Command<?> command,
    SecretValues secrets,
    String nonce,
    int attempt,
    Duration timeLeft,
    Optional<Terminal> terminal) {

  public Request {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(secrets, "secrets");
    requireNonce(nonce);
    Objects.requireNonNull(timeLeft, "timeLeft");
    Objects.requireNonNull(terminal, "terminal");
  }

  /** A request without a terminal. */
  public Request(
      Node node,
      Command<?> command,
      SecretValues secrets,
      String nonce,
      int attempt,
      Duration timeLeft) {
    this(node, command, secrets, nonce, attempt, timeLeft, Optional.empty());
  }

  /** By hand: a regular expression would be the dearest part of an attempt. */
  private static void requireNonce(String nonce) {
    boolean wellFormed = nonce.length() >= 16 && nonce.length() <= 64;
    for (int i = 0; wellFormed && i < nonce.length(); i++) {
      char c = nonce.charAt(i);
      wellFormed = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!wellFormed) {
      throw new IllegalArgumentException("A nonce is 16 to 64 lower-case hexadecimal digits");
    }
  }
}
