package dog.rebe.ssh.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command does on an embedded node: a list of steps, taken one after the other. Immutable.
 *
 * <pre>{@code
 * Answer.printing("almost\n").waiting(Duration.ofSeconds(1)).printingError("no\n").exiting(3)
 * }</pre>
 *
 * <p>An answer without an ending of its own exits with status 0.
 */
public final class Answer {

  private static final Answer NOTHING = new Answer(List.of());

  private final List<AnswerStep> steps;

  private Answer(List<AnswerStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Prints nothing. */
  public static Answer silent() {
    return NOTHING;
  }

  /** Prints this text in UTF-8. */
  public static Answer printing(String text) {
    return NOTHING.then(new AnswerStep.Print(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Prints these bytes. */
  public static Answer printing(byte[] bytes) {
    return NOTHING.then(new AnswerStep.Print(bytes.clone()));
  }

  /** What a shell says of a program that does not exist: status 127. */
  static Answer notFound(String program) {
    return NOTHING.printingError("sh: 1: " + program + ": not found\n").exiting(127);
  }

  static Answer of(List<AnswerStep> steps) {
    return new Answer(steps);
  }

  /** Then prints this text in UTF-8 to the standard error stream. */
  public Answer printingError(String text) {
    return then(new AnswerStep.PrintError(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Then prints this text in UTF-8. */
  public Answer thenPrinting(String text) {
    return thenPrinting(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Then prints these bytes. */
  public Answer thenPrinting(byte[] bytes) {
    return then(new AnswerStep.Print(bytes.clone()));
  }

  /** Then prints these bytes again and again until the command is ended or its channel closes. */
  public Answer thenFlooding(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("A flood needs at least one byte to repeat");
    }
    return then(new AnswerStep.Flood(bytes.clone()));
  }

  /**
   * Then does nothing for this long.
   *
   * @param pause not negative
   */
  public Answer waiting(Duration pause) {
    if (pause.isNegative()) {
      throw new IllegalArgumentException("A pause of " + pause + " is negative");
    }
    return then(new AnswerStep.Wait(pause));
  }

  /** Then does nothing until somebody ends it. */
  public Answer hanging() {
    return then(new AnswerStep.Hang());
  }

  /**
   * Then exits.
   *
   * @param status 0 to 255
   */
  public Answer exiting(int status) {
    if (status < 0 || status > 255) {
      throw new IllegalArgumentException("Exit status " + status + " is not 0 to 255");
    }
    return then(new AnswerStep.Exit(status));
  }

  /**
   * Then dies by this signal, which the client is told (RFC 4254, section 6.10).
   *
   * @param signal without {@code SIG}, for instance {@code KILL}
   */
  public Answer killedBy(String signal) {
    return then(new AnswerStep.Signal(Objects.requireNonNull(signal, "signal")));
  }

  /** Then the channel closes and nobody says how the command ended. */
  public Answer vanishing() {
    return then(new AnswerStep.Vanish());
  }

  /** Then the whole connection is closed. */
  public Answer cuttingConnection() {
    return then(new AnswerStep.CutConnection());
  }

  /** Then exits, and prints these bytes although it has said that it exited. */
  public Answer exitingThenPrinting(int status, byte[] late) {
    return exiting(status).then(new AnswerStep.Print(late.clone()));
  }

  /** All that it prints to the standard output, without floods. */
  public byte[] output() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (AnswerStep step : steps) {
      if (step instanceof AnswerStep.Print print) {
        all.writeBytes(print.bytes());
      }
    }
    return all.toByteArray();
  }

  /** The status with which it exits; empty if it hangs, floods, is killed or vanishes. */
  public Optional<Integer> exitStatus() {
    for (AnswerStep step : steps) {
      if (step instanceof AnswerStep.Exit exit) {
        return Optional.of(exit.status());
      }
      if (step.ends()) {
        return Optional.empty();
      }
    }
    return Optional.of(0);
  }

  List<AnswerStep> steps() {
    return steps;
  }

  private Answer then(AnswerStep step) {
    List<AnswerStep> more = new ArrayList<>(steps.size() + 1);
    more.addAll(steps);
    more.add(step);
    return new Answer(more);
  }

  @Override
  public String toString() {
    return "Answer" + steps;
  }
}
