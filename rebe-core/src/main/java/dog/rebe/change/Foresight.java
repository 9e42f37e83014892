package dog.rebe.change;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a dry run told of a command.
 *
 * @param changes what would be another, in the order of the tool; copied
 * @param blindSpots what the dry run does not show, by name; copied
 * @param messages what the command would complain about; copied
 * @param unknown why the tool cannot tell what would happen, as half a sentence; then nothing else
 *     is known. Empty as a rule
 */
public record Foresight(
    List<ForeseenChange> changes,
    List<BlindSpot> blindSpots,
    List<String> messages,
    Optional<String> unknown) {

  public Foresight {
    changes = List.copyOf(changes);
    blindSpots = List.copyOf(blindSpots);
    messages = List.copyOf(messages);
    Objects.requireNonNull(unknown, "unknown");
  }

  /** One that is told. */
  public Foresight(
      List<ForeseenChange> changes, List<BlindSpot> blindSpots, List<String> messages) {
    this(changes, blindSpots, messages, Optional.empty());
  }

  /** One that says nothing but why nobody can tell. */
  public static Foresight unknown(String why) {
    return new Foresight(List.of(), List.of(), List.of(), Optional.of(why));
  }
}
