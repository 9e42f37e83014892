package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The life of a journal on a node, for one user: it ends when the machine restarts and when the
 * journal's folder is lost. A token that was bound to an epoch is never run under another one.
 * Immutable.
 *
 * @param bootId which boot of the machine it is ({@code /proc/sys/kernel/random/boot_id}, see
 *     random(4))
 * @param journalId which journal folder it is, by chance
 * @param askedAtSeconds when it was asked for, in seconds since that boot. Under an epoch that was
 *     asked for more than {@value #KEPT_SECONDS} seconds (7 days) ago nothing is claimed any more,
 *     because the node forgets results after as long
 */
public record JournalEpoch(String bootId, String journalId, long askedAtSeconds) {

  /** How long a result is kept, and how long an epoch is good for claims. */
  public static final long KEPT_SECONDS = 7 * 24 * 3600L;

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final Pattern TEXT =
      Pattern.compile("(" + UUID + ")\\.(" + UUID + ")\\.([0-9]{1,12})");

  public JournalEpoch {
    if (!bootId.matches(UUID) || !journalId.matches(UUID)) {
      throw new IllegalArgumentException("An epoch is made of two UUIDs in lower case");
    }
    if (askedAtSeconds < 0) {
      throw new IllegalArgumentException(askedAtSeconds + " seconds since the boot: use 0 or more");
    }
  }

  /**
   * A command that asks a node for the present epoch of the journal of the user as whom it runs,
   * and makes the journal if there is none. It also removes what the journal has kept for long
   * enough. It counts as reading: nothing on the machine changes but the journal's own folder. It
   * fails with {@code journal-unavailable} where there can be no journal: the user's home cannot be
   * written, or the system does not tell one boot from another.
   */
  public static Command<JournalEpoch> ask(Limits limits) {
    return ask(limits, Optional.empty());
  }

  /** The same for the journal of another user. */
  public static Command<JournalEpoch> ask(Limits limits, Optional<RunAs> runAs) {
    Command<JournalEpoch> asking =
        Command.script(EpochScript.text(runAs))
            .readOnly()
            .limits(limits)
            .decode((output, exit) -> answered(Decoder.text().decode(output, exit)));
    return runAs.map(asking::asUser).orElse(asking);
  }

  /** Reads what {@link #toString} wrote. */
  public static Optional<JournalEpoch> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new JournalEpoch(parts.group(1), parts.group(2), Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  private static JournalEpoch answered(String output) throws DecodeException {
    if (output.strip().equals(EpochScript.NO_JOURNAL)) {
      throw new DecodeException(
          FailureKind.JOURNAL_UNAVAILABLE,
          "The node can keep no journal in the home of this user, or does not number its boots");
    }
    return parse(output.strip())
        .orElseThrow(() -> new DecodeException("The node named no epoch of its journal"));
  }

  /** The text form, without blanks. */
  @Override
  public String toString() {
    return bootId + "." + journalId + "." + askedAtSeconds;
  }
}
