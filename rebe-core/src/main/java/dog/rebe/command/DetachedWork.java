package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Work that was started on a node and outlives the connection and the caller: what {@link
 * Command#detached} gives, and all that is needed to follow, end and collect it. Its text form can
 * be stored, and read by another process later. Everything that is done with it is a {@link
 * Command} for the same node, which runs like any other.
 *
 * <pre>{@code
 * DetachedWork work = executor.start(backup.detached(token), node).await().value().orElseThrow();
 * ...
 * Outcome<WorkState> state = executor.start(work.state(limits), node).await();
 * }</pre>
 *
 * <p>Work ends in exactly one terminal {@link WorkState}, which does not change any more.
 * Immutable.
 *
 * @param token the token, bound to the epoch under which it was claimed
 * @param runAs the user as whom it runs; absent for the login's own
 */
public record DetachedWork(Token token, Optional<RunAs> runAs) {

  private static final Pattern TEXT =
      Pattern.compile("rebe1/([A-Za-z0-9_-]+)/([0-9a-f.-]+)(?:/(sudo|doas)/([^/]+))?");

  public DetachedWork {
    if (token.epoch().isEmpty()) {
      throw new IllegalArgumentException(
          "The token " + token.id() + " is not bound to the epoch under which it was claimed");
    }
    Objects.requireNonNull(runAs, "runAs");
  }

  /** Reads what {@link #toString} wrote. */
  public static Optional<DetachedWork> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<RunAs> user =
        Optional.ofNullable(parts.group(3))
            .map(
                tool ->
                    tool.equals("sudo") ? RunAs.sudo(parts.group(4)) : RunAs.doas(parts.group(4)));
    return JournalEpoch.parse(parts.group(2))
        .map(epoch -> new DetachedWork(Token.of(parts.group(1)).under(epoch), user));
  }

  /** Reads how the work stands, at once. */
  public Command<WorkState> state(Limits limits) {
    return awaitEnd(Duration.ZERO, limits);
  }

  /**
   * Waits on the node for the work's end and reads how it stands then, or after this time. It ends
   * nothing: if the wait is cut short the work goes on.
   *
   * @param atMost zero or more; let the limits' deadline be longer
   */
  public Command<WorkState> awaitEnd(Duration atMost, Limits limits) {
    return reading(WorkScripts.state(this, atMost), limits).decode(WorkReports.state());
  }

  /**
   * Reads what the work has printed to standard output, from this byte on: as much as there is, up
   * to the limits' {@code stdoutBytes} less 200. If there is nothing new, it waits on the node for
   * some of it, or for the work's end.
   *
   * @param fromByte 0 for the beginning, then {@link WorkOutput#nextByte}
   * @param atMost how long it waits for something new; zero or more
   */
  public Command<WorkOutput> output(long fromByte, Duration atMost, Limits limits) {
    return reading(WorkScripts.follow(this, "out", fromByte, atMost, limits), limits)
        .decode(WorkReports.output(fromByte));
  }

  /** The same for standard error. */
  public Command<WorkOutput> errors(long fromByte, Duration atMost, Limits limits) {
    return reading(WorkScripts.follow(this, "err", fromByte, atMost, limits), limits)
        .decode(WorkReports.output(fromByte));
  }

  /**
   * Ends the work with its process group (TERM, and KILL after half of the limits' grace), and
   * reads how it stands then. Work that has ended stays as it is.
   */
  public Command<WorkState> cancel(Limits limits) {
    return asUser(
        Command.script(WorkScripts.cancel(this, limits.grace()))
            .changes(Repetition.REPEATABLE)
            .limits(limits)
            .decode(WorkReports.state()));
  }

  /**
   * Brings the result: the outcome is the one that the command would have had if it had been waited
   * for. While the work runs it is a failure of kind {@code still-running} and delivery {@code
   * RUNNING}. Say {@link Command#acceptExits} where 0 is not the only exit that counts as success.
   */
  public Command<CapturedOutput> result(Limits limits) {
    return Command.collecting(this, limits, Decoder.raw());
  }

  private Command<CapturedOutput> reading(String script, Limits limits) {
    return asUser(Command.script(script).readOnly().limits(limits));
  }

  private <T> Command<T> asUser(Command<T> command) {
    return runAs.map(command::asUser).orElse(command);
  }

  static Decoder<DetachedWork> decoder() {
    return (output, exit) ->
        parse(Decoder.text().decode(output, exit).strip())
            .orElseThrow(() -> new DecodeException("The node named no detached work"));
  }

  /** The text form, without blanks. */
  @Override
  public String toString() {
    String user =
        runAs
            .map(as -> "/" + (as.tool() == RunAs.Tool.SUDO ? "sudo" : "doas") + "/" + as.user())
            .orElse("");
    return "rebe1/" + token.id() + "/" + token.epoch().orElseThrow() + user;
  }
}
