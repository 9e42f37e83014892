package dog.rebe.execution.local;

import dog.rebe.execution.Exchange;

/** An attempt that was over when it began. */
enum EndedExchange implements Exchange {
  INSTANCE;

  @Override
  public void request(long chunks) {}

  @Override
  public void stop() {}
}
