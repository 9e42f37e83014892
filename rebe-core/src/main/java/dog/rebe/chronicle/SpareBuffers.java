package dog.rebe.chronicle;

import dog.rebe.change.CanonicalBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A few buffers that go round; whoever finds none gets a new one. Thread-safe, never blocks. */
final class SpareBuffers {

  private static final int MOST = 4;
  private static final int MOST_SPARE_BYTES = 8 * 1024;

  private final AtomicReferenceArray<@Nullable CanonicalBuffer> spares =
      new AtomicReferenceArray<>(MOST);

  /** A buffer that may hold anything. */
  CanonicalBuffer take() {
    for (int i = 0; i < MOST; i++) {
      if (spares.getPlain(i) != null) {
        CanonicalBuffer spare = spares.getAndSet(i, null);
        if (spare != null) {
          return spare;
        }
      }
    }
    return new CanonicalBuffer();
  }

  void giveBack(CanonicalBuffer buffer) {
    if (buffer.size() > MOST_SPARE_BYTES) {
      return;
    }
    for (int i = 0; i < MOST; i++) {
      if (spares.getPlain(i) == null && spares.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}
