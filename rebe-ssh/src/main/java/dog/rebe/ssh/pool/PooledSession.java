package dog.rebe.ssh.pool;

/** A session in the pool. Guarded by the pool's lock. */
final class PooledSession<K, L extends PooledLink> {

  final Station<K, L> station;
  final L link;
  long lastUsedNanos;
  boolean served;
  boolean validating;
  boolean justAnswered;
  private int channels;
  private int forwards;

  PooledSession(Station<K, L> station, L link, long now) {
    this.station = station;
    this.link = link;
    this.lastUsedNanos = now;
  }

  boolean isIdle() {
    return channels == 0 && forwards == 0 && !validating;
  }

  boolean isLendable() {
    return !validating && link.isOpen() && !link.isRetired();
  }

  boolean hasRoom(Use use, PoolLimits limits) {
    int most = station.channelLimit(limits);
    return switch (use) {
      case COMMAND -> channels < Math.max(1, most - 1);
      case CONTROL -> channels < most;
      case FORWARD -> forwards < station.forwardLimit(limits);
    };
  }

  boolean hasRoomAhead(PoolLimits limits) {
    return channels + 1 <= station.channelLimit(limits) - 1;
  }

  int channelsLent() {
    return channels;
  }

  int load() {
    return channels + forwards;
  }

  void take(Use use) {
    count(use, 1);
  }

  void give(Use use) {
    count(use, -1);
  }

  private void count(Use use, int change) {
    if (use == Use.FORWARD) {
      forwards += change;
    } else {
      channels += change;
    }
  }

  /** Of those open, one was refused. */
  boolean learn(Use use) {
    int others = (use == Use.FORWARD ? forwards : channels) - 1;
    if (others > 0) {
      station.learn(use, others);
    }
    return others > 0;
  }
}
