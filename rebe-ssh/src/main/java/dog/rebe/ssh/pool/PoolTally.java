package dog.rebe.ssh.pool;

/** Counts since the beginning. Guarded by the pool's lock. */
final class PoolTally {

  long opened;
  long failed;
  long reused;
  long evicted;
  long channelRefusals;

  PoolCounts snapshot(int open, int idle, int connecting, int waiting) {
    return new PoolCounts(
        opened, failed, reused, evicted, channelRefusals, open, idle, connecting, waiting);
  }
}
