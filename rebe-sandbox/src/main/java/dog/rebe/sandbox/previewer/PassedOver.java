package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.sandbox.preview.AfterServices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a script does beyond files, and was passed over. */
final class PassedOver {

  private final Set<BlindSpot> all = new LinkedHashSet<>();
  private boolean followed;

  void over(BlindSpot spot) {
    all.add(spot);
  }

  /** A file is looked at or changed after it. */
  void followed() {
    followed |= !all.isEmpty();
  }

  /** All of it, by name. */
  List<BlindSpot> blindSpots() {
    List<BlindSpot> spots = new ArrayList<>(all);
    if (followed) {
      spots.add(AfterServices.spot());
    }
    return spots;
  }
}
