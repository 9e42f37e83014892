package dog.rebe.chronicle;

import java.util.concurrent.CompletionStage;

/**
 * An append-only record. Implementations are thread-safe; {@code append} never blocks the caller.
 *
 * <p>A chronicle that has failed once stays failed: every later append fails, so that no command
 * with an impact is sent unrecorded.
 */
public interface Chronicle extends AutoCloseable {

  /**
   * Appends an entry.
   *
   * @return completes once the entry is as durable as asked; exceptionally with a {@link
   *     ChronicleException} if it is not
   */
  CompletionStage<Void> append(ChronicleEntry entry, Durability durability);

  /** Writes what is waiting and closes. Later appends fail. */
  @Override
  void close();

  /** A chronicle that keeps nothing. */
  static Chronicle none() {
    return NoChronicle.INSTANCE;
  }
}
