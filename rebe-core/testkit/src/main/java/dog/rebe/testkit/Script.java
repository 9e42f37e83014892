package dog.rebe.testkit;

import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a simulated node does in one attempt, step by step, and how it answers a stop. Immutable.
 *
 * <pre>{@code
 * Script.of(pause(Duration.ofMillis(5)), commit(), accept(), stdout("hello"), exit(0))
 * Script.of(commit(), breaks(FailureKind.CONNECTION_LOST))
 * Script.answers("hello")
 * }</pre>
 *
 * @param steps in their order; one without an end hangs after the last; copied
 * @param stopAnswer what a stop of a running command achieves
 */
public record Script(List<ScriptStep> steps, StopAnswer stopAnswer) {

  public Script {
    steps = List.copyOf(steps);
    Objects.requireNonNull(stopAnswer, "stopAnswer");
  }

  /** These steps; a stop is confirmed at once. */
  public static Script of(ScriptStep... steps) {
    return new Script(List.of(steps), new StopAnswer.Confirmed(Duration.ZERO));
  }

  /** The command runs, prints this and exits with 0. */
  public static Script answers(String stdout) {
    return of(commit(), accept(), stdout(stdout), exit(0));
  }

  /** The command runs and exits with this status. */
  public static Script exits(int status) {
    return of(commit(), accept(), exit(status));
  }

  /** The connection or the login fails in this way, before anything is sent. */
  public static Script refuses(FailureKind kind) {
    return of(notStarted(kind));
  }

  /** The command runs and does nothing more. */
  public static Script hangs() {
    return of(commit(), accept(), hang());
  }

  /** The same with another answer to a stop. */
  public Script withStop(StopAnswer answer) {
    return new Script(steps, answer);
  }

  /** Nothing happens for a while. */
  public static ScriptStep pause(Duration duration) {
    return new ScriptStep.Pause(duration);
  }

  /** The point of no return. */
  public static ScriptStep commit() {
    return new ScriptStep.Commit();
  }

  /** The command begins, and nobody hears of it yet. */
  public static ScriptStep run() {
    return new ScriptStep.Run();
  }

  /** The command begins, and the node says so. */
  public static ScriptStep accept() {
    return new ScriptStep.Accept();
  }

  /** A chunk of standard output; an empty one is none. */
  public static ScriptStep stdout(String text) {
    return new ScriptStep.Output(OutputStreamName.STDOUT, text);
  }

  /** A chunk of standard error; an empty one is none. */
  public static ScriptStep stderr(String text) {
    return new ScriptStep.Output(OutputStreamName.STDERR, text);
  }

  /** Output without end. */
  public static ScriptStep flood(OutputStreamName stream, int chunkBytes) {
    return new ScriptStep.Flood(stream, chunkBytes);
  }

  /** The command exits by itself. */
  public static ScriptStep exit(int status) {
    return new ScriptStep.End(new ExchangeEnd.Exited(new ExitStatus(status)));
  }

  /** The command is ended by a signal of somebody else. */
  public static ScriptStep signal(String name) {
    return new ScriptStep.End(new ExchangeEnd.Exited(new ExitSignal(name)));
  }

  /** Provably nothing ran, also after the commit. */
  public static ScriptStep notStarted(FailureKind kind) {
    return new ScriptStep.End(new ExchangeEnd.NotStarted(kind, "scripted: " + kind));
  }

  /** The connection breaks. */
  public static ScriptStep breaks(FailureKind kind) {
    return new ScriptStep.Break(kind);
  }

  /** Nothing more happens. */
  public static ScriptStep hang() {
    return new ScriptStep.Hang();
  }
}
