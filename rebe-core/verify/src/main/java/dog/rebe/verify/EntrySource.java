package dog.rebe.verify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the entries of a chronicle come from, in their order. Not thread-safe. */
interface EntrySource extends AutoCloseable {

  /** The checkpoints that come along as they were written, the newest first; at least one. */
  List<byte[]> checkpoints();

  /** The next entry; empty after the last. */
  Optional<byte[]> next() throws IOException, DamagedException;

  /** Looks at what else is there, after the last entry. */
  void finish(Findings.Collector findings) throws IOException, DamagedException;

  @Override
  void close() throws IOException;
}
