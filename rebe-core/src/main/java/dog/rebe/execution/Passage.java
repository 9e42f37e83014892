package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Redaction;
import dog.rebe.node.Node;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the corridor: what every step sees.
 *
 * <p>A call is in one place at a time and moves by one thread at a time, so its fields need no
 * lock; every hop between threads goes through a queue or a compare-and-set. Only {@link #stop}
 * comes from outside: it notes the cause, then tells the place where the call is; a place that is
 * entered later looks at the cause itself.
 */
final class Passage<T> implements Runnable {

  @SuppressWarnings("rawtypes")
  private static final AtomicReferenceFieldUpdater<Passage, @Nullable StopCause> STOP_CAUSE =
      AtomicReferenceFieldUpdater.newUpdater(Passage.class, StopCause.class, "stopCause");

  private final Corridor corridor;
  private final Command<T> command;
  private final Node node;
  private final Recipient<T> recipient;
  private final long spanNanos;
  private final @Nullable StreamedOutput stream;

  private volatile @Nullable StopCause stopCause;
  private volatile @Nullable Stoppable place;

  private @Nullable InteractiveCall interaction;
  private @Nullable Transport transport;
  private long number;
  private @Nullable JournalEpoch epoch;
  private long admittedNanos;
  private Scheduler.@Nullable Cancellation deadlineTimer;
  private int tries;
  private int attempts;
  private Delivery carried = Delivery.NOT_STARTED;
  private @Nullable Attempt attempt;
  private @Nullable AttemptResult result;
  private @Nullable Outcome<T> outcome;
  private @Nullable String id;
  private boolean brokenOnTheWayBack;
  private List<Redaction> masks = List.of();

  /**
   * @param spanNanos what the call may take, from admission
   * @param stream where the output goes, if it is not kept
   */
  Passage(
      Corridor corridor,
      Command<T> command,
      Node node,
      long spanNanos,
      @Nullable StreamedOutput stream,
      Recipient<T> recipient) {
    this.corridor = corridor;
    this.command = command;
    this.node = node;
    this.spanNanos = spanNanos;
    this.stream = stream;
    this.recipient = recipient;
  }

  Command<T> command() {
    return command;
  }

  Node node() {
    return node;
  }

  @Nullable StreamedOutput stream() {
    return stream;
  }

  /** Its command gets a terminal: to be said before it is set on its way. */
  void isInteractive(InteractiveCall newInteraction) {
    interaction = newInteraction;
  }

  @Nullable InteractiveCall interaction() {
    return interaction;
  }

  /** The terminal for the next attempt. */
  Optional<Terminal> terminal() {
    return interaction == null ? Optional.empty() : Optional.of(interaction.terminal());
  }

  Recipient<T> recipient() {
    return recipient;
  }

  /** Its place among the calls of its executor. */
  long number() {
    return number;
  }

  void isNumbered(long newNumber) {
    number = newNumber;
  }

  /** The span of the call starts. */
  void admit(long nowNanos) {
    admittedNanos = nowNanos;
  }

  /** The deadline ends the call wherever it is. */
  void armDeadline(Scheduler scheduler) {
    deadlineTimer = scheduler.schedule(Duration.ofNanos(spanNanos), this);
  }

  void disarmDeadline() {
    Scheduler.Cancellation timer = deadlineTimer;
    if (timer != null) {
      timer.cancel();
    }
  }

  /** The deadline. */
  @Override
  public void run() {
    stop(StopCause.DEADLINE);
  }

  long elapsedNanos(Scheduler scheduler) {
    return scheduler.nanoTime() - admittedNanos;
  }

  long leftNanos(Scheduler scheduler) {
    return spanNanos - elapsedNanos(scheduler);
  }

  long spanNanos() {
    return spanNanos;
  }

  Transport transport() {
    return Objects.requireNonNull(transport, "no transport yet");
  }

  void travelsBy(Transport chosen) {
    transport = chosen;
  }

  /** The command's token is delivered under this epoch, in every try. */
  void claimsUnder(JournalEpoch learned) {
    epoch = learned;
  }

  /** The command with its token bound to the epoch that was learned for it, if it has one. */
  Command<T> boundCommand() {
    JournalEpoch learned = epoch;
    return learned == null
        ? command
        : command.withToken(command.token().orElseThrow().under(learned));
  }

  /** Why the whole call is being ended; absent while it is not. */
  @Nullable StopCause stopCause() {
    return stopCause;
  }

  /** Asks for the end of the call, wherever it is. The first cause counts. */
  void stop(StopCause cause) {
    if (STOP_CAUSE.compareAndSet(this, null, cause)) {
      Stoppable where = place;
      if (where != null) {
        where.stop(cause);
      }
    }
  }

  /** The call is here from now on; tells the place at once if the call was stopped before. */
  void isAt(Stoppable newPlace) {
    place = newPlace;
    StopCause cause = stopCause;
    if (cause != null) {
      newPlace.stop(cause);
    }
  }

  /** The call runs through steps again. */
  void left() {
    place = null;
  }

  /** Begins another try. */
  Attempt beginTry(Step loop) {
    tries++;
    Attempt fresh = new Attempt(this, corridor, loop);
    attempt = fresh;
    return fresh;
  }

  Attempt attempt() {
    return Objects.requireNonNull(attempt, "no attempt yet");
  }

  int tries() {
    return tries;
  }

  /** The attempt is handed to the transport now. */
  void countAttempt() {
    attempts++;
  }

  /** How often it was handed to the transport. */
  int attempts() {
    return attempts;
  }

  /** Turns the call back before anything was sent in this try. Call it where the call is alone. */
  void refuse(FailureKind kind, String detail) {
    AttemptResult refused = AttemptResult.notStarted(kind, detail);
    Attempt current = attempt;
    if (current == null) {
      corridor.wayBack(this, refused);
    } else {
      current.end(refused);
    }
  }

  /** A fault of ours, or of code that was given to us. */
  void breakDown(Throwable fault) {
    Attempt current = attempt;
    AttemptResult last = result;
    if (last != null && (current == null || current.hasEnded())) {
      breakDownOnTheWayBack(last, fault);
      return;
    }
    left();
    Delivery delivery =
        current != null && current.isCommitted() ? Delivery.UNKNOWN : Delivery.NOT_STARTED;
    AttemptResult broken =
        AttemptResult.notStarted(FailureKind.INTERNAL_ERROR, "The corridor broke: " + fault)
            .withDelivery(delivery);
    if (current == null) {
      corridor.wayBack(this, broken);
    } else {
      current.end(broken);
    }
  }

  private void breakDownOnTheWayBack(AttemptResult last, Throwable fault) {
    if (outcome == null && !brokenOnTheWayBack) {
      brokenOnTheWayBack = true;
      corridor.wayBack(
          this,
          last.failing(FailureKind.INTERNAL_ERROR, "The corridor broke: " + fault)
              .withDelivery(Deliveries.ofCall(carried, last.delivery())));
    }
  }

  /** What the node repeats of the secrets of an attempt is not told. */
  void mask(Redaction secrets) {
    if (masks.isEmpty()) {
      masks = new ArrayList<>(1);
    }
    masks.add(secrets);
  }

  /** Whether secrets were sent, so that what comes from the node may hold them. */
  boolean hasSecrets() {
    return !masks.isEmpty();
  }

  /** What came from a node, without the secrets that were sent there. */
  String redacted(String text) {
    String shown = text;
    for (Redaction mask : masks) {
      shown = mask.redact(shown);
    }
    return shown;
  }

  /** What may have happened in the attempts so far: a later refusal does not undo it. */
  Delivery carried() {
    return carried;
  }

  void carry(Delivery delivery) {
    carried = delivery;
  }

  AttemptResult result() {
    return Objects.requireNonNull(result, "no result yet");
  }

  void endsWith(AttemptResult last) {
    result = last;
  }

  @Nullable Outcome<T> outcome() {
    return outcome;
  }

  void endsWith(Outcome<T> end) {
    outcome = end;
  }

  /** Names the call in the chronicle; absent where nothing is kept. */
  @Nullable String id() {
    return id;
  }

  void isNamed(String newId) {
    id = newId;
  }
}
