package dog.rebe.ssh.exec;

import dog.rebe.execution.TerminalExchange;

/**
 * A command with a terminal, as its caller sees it.
 *
 * @param exchange the command
 */
record TerminalExec(ExecExchange exchange) implements TerminalExchange {

  @Override
  public void request(long chunks) {
    exchange.request(chunks);
  }

  @Override
  public void stop() {
    exchange.stop();
  }

  @Override
  public void type(byte[] bytes, Runnable taken) {
    exchange.type(bytes, taken);
  }

  @Override
  public void resize(int columns, int rows) {
    exchange.resize(columns, rows);
  }
}
