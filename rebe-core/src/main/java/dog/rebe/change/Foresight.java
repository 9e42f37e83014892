package dog.rebe.change;

import java.util.List;

/**
 * What a dry run told of a command.
 *
 * @param changes what would be another, in the order of the tool; copied
 * @param blindSpots what the dry run does not show, by name; copied
 * @param messages what the command would complain about; copied
 */
public record Foresight(
    List<ForeseenChange> changes, List<BlindSpot> blindSpots, List<String> messages) {

  public Foresight {
    changes = List.copyOf(changes);
    blindSpots = List.copyOf(blindSpots);
    messages = List.copyOf(messages);
  }
}
