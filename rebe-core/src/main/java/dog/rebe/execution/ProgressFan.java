package dog.rebe.execution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Tells everyone who asks how far a run is. Who is slow sees the latest state. */
final class ProgressFan {

  private final List<FluxSink<FleetProgress>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable FleetProgress last;

  Flux<FleetProgress> flux() {
    return Flux.create(this::add, FluxSink.OverflowStrategy.LATEST);
  }

  private void add(FluxSink<FleetProgress> listener) {
    listeners.add(listener);
    listener.onDispose(() -> listeners.remove(listener));
    FleetProgress end = last;
    if (end != null) {
      listener.next(end);
      listener.complete();
    }
  }

  boolean isHeard() {
    return !listeners.isEmpty();
  }

  void tell(FleetProgress progress) {
    listeners.forEach(listener -> listener.next(progress));
  }

  /** The last word, which whoever comes later hears too. */
  void end(FleetProgress progress) {
    last = progress;
    listeners.forEach(
        listener -> {
          listener.next(progress);
          listener.complete();
        });
  }
}
