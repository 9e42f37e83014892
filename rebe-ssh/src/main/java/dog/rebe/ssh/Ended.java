package dog.rebe.ssh;

import dog.rebe.execution.Exchange;

/** An attempt that was over before it began. */
enum Ended implements Exchange {
  INSTANCE;

  @Override
  public void request(long chunks) {}

  @Override
  public void stop() {}
}
