package dog.rebe.runner;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleReader;
import dog.rebe.chronicle.RecordedEntry;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads back what a runner's chronicle holds, so that a run can be resumed and no run can happen
 * twice. Implementations are thread-safe and may block.
 */
@FunctionalInterface
public interface RunHistory {

  /**
   * Hands over every entry in its order.
   *
   * @throws dog.rebe.chronicle.ChronicleException if the record cannot be read or is damaged
   */
  void read(Consumer<ChronicleEntry> reader);

  /** The history in the file of a {@link dog.rebe.chronicle.JsonLinesChronicle}. */
  static RunHistory ofFile(Path file) {
    return reader -> {
      try (ChronicleReader entries = ChronicleReader.open(file)) {
        entries.entries().map(RecordedEntry::entry).forEach(reader);
      }
    };
  }
}
