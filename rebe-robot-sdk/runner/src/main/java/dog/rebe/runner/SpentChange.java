package dog.rebe.runner;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A change that was begun, forth or back.
 *
 * @param at when
 * @param node where
 */
record SpentChange(Instant at, NodeId node) {

  /** The change that an entry of a chronicle begins, if it does; what does not say is a change. */
  static Optional<SpentChange> of(ChronicleEntry entry) {
    String what = String.valueOf(entry.fields().get("what"));
    boolean step = what.equals(Phase.APPLY.what()) || what.equals(Phase.UNDO.what());
    return step && entry.kind() == EntryKind.INTENT && !"none".equals(entry.fields().get("impact"))
        ? Optional.of(
            new SpentChange(entry.at(), new NodeId(String.valueOf(entry.fields().get("node")))))
        : Optional.empty();
  }
}
