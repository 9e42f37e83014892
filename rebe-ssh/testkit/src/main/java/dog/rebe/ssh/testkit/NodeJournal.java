package dog.rebe.ssh.testkit;

import dog.rebe.command.JournalEpoch;
import dog.rebe.command.LoweredScript;
import dog.rebe.command.RunAs;
import dog.rebe.outcome.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A simulated node's journal of tokens: what was claimed, and with what result. What runs by a
 * token runs on when its connection breaks. Thread-safe.
 */
final class NodeJournal {

  /** No simulated machine was started just now. */
  private static final long UPTIME_SECONDS = 86_400;

  private static final int KILLED = 143;

  private final String id;
  private final InstantSource clock;
  private final Instant begin;
  private final Map<Key, Claimed> claims = new HashMap<>();
  private int boots;

  NodeJournal(String id, InstantSource clock) {
    this.id = id;
    this.clock = clock;
    this.begin = clock.instant();
  }

  private record Key(Optional<RunAs> runAs, String token) {}

  /**
   * What a delivery is told.
   *
   * @param first printed before anything else
   * @param answer what it prints then
   * @param began whether the command began with this delivery
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Reply(byte[] first, Answer answer, boolean began) {}

  synchronized JournalEpoch epoch() {
    return new JournalEpoch(
        uuid("boot " + boots),
        uuid("journal " + boots),
        UPTIME_SECONDS + Duration.between(begin, clock.instant()).toSeconds());
  }

  /** The machine starts anew: claims are void, and what had no result never has one. */
  synchronized void restart() {
    boots++;
    claims.clear();
  }

  /**
   * Answers a delivery.
   *
   * @param group the process group that the command gets if it begins
   * @param program runs the command; not called if it does not begin
   */
  synchronized Reply deliver(LoweredScript.Claim claim, long group, Supplier<Answer> program) {
    JournalEpoch asked = claim.token().epoch().orElseThrow();
    JournalEpoch now = epoch();
    if (!asked.bootId().equals(now.bootId()) || !asked.journalId().equals(now.journalId())) {
      return none(claim, FailureKind.NODE_RESTARTED);
    }
    Key key = new Key(claim.runAs(), claim.token().id());
    Claimed earlier = claims.get(key);
    if (earlier != null) {
      return earlier.reply(claim, clock.instant());
    }
    if (claim.work().isEmpty()) {
      return none(claim, FailureKind.NOT_RECORDED);
    }
    Claimed begun = Claimed.of(program.get(), group, clock.instant());
    claims.put(key, begun);
    return new Reply(claim.claimed(group, "0"), begun.rest(claim, clock.instant()), true);
  }

  /** The process group was ended. */
  synchronized void killed(long group) {
    Instant now = clock.instant();
    claims.replaceAll(
        (key, claimed) ->
            claimed.group == group && !claimed.hasEnded(now) ? claimed.killed(now) : claimed);
  }

  private static Reply none(LoweredScript.Claim claim, FailureKind kind) {
    return new Reply(claim.preamble(), Answer.printing(claim.unknown(kind)), false);
  }

  private String uuid(String what) {
    return UUID.nameUUIDFromBytes((id + " " + what).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** A claim with the result that it has, or will have at some time, or never. */
  private record Claimed(
      long group, Optional<Instant> endsAt, int status, Answer out, Answer errors) {

    static Claimed of(Answer answer, long group, Instant now) {
      Duration wait = Duration.ZERO;
      Answer out = Answer.silent();
      Answer errors = Answer.silent();
      for (AnswerStep step : answer.steps()) {
        if (step instanceof AnswerStep.Wait pause) {
          wait = wait.plus(pause.pause());
        } else if (step instanceof AnswerStep.Print print) {
          out = out.thenPrinting(print.bytes());
        } else if (step instanceof AnswerStep.PrintError print) {
          errors = errors.thenPrinting(print.bytes());
        }
      }
      Optional<Integer> status = answer.exitStatus();
      return new Claimed(
          group,
          status.isPresent() ? Optional.of(now.plus(wait)) : Optional.empty(),
          status.orElse(0),
          out,
          errors);
    }

    boolean hasEnded(Instant now) {
      return endsAt.isPresent() && !now.isBefore(endsAt.get());
    }

    Claimed killed(Instant now) {
      return new Claimed(group, Optional.of(now), KILLED, Answer.silent(), Answer.silent());
    }

    Reply reply(LoweredScript.Claim claim, Instant now) {
      if (hasEnded(now)) {
        return new Reply(claim.preamble(), rest(claim, now), false);
      }
      if (claim.work().isEmpty()) {
        return none(claim, FailureKind.STILL_RUNNING);
      }
      return new Reply(claim.running(group, "0"), rest(claim, now), false);
    }

    Answer rest(LoweredScript.Claim claim, Instant now) {
      if (endsAt.isEmpty()) {
        return Answer.silent().hanging();
      }
      byte[] printed = out.output();
      byte[] complained = errors.output();
      Duration left = Duration.between(now, endsAt.get());
      Answer pause = left.isNegative() ? Answer.silent() : Answer.silent().waiting(left);
      return pause
          .thenPrinting(claim.ended(status, printed.length, complained.length))
          .thenPrinting(printed)
          .printingError(new String(complained, StandardCharsets.UTF_8));
    }
  }
}
