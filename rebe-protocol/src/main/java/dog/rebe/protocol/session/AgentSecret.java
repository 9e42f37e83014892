package dog.rebe.protocol.session;

import dog.rebe.command.SecretSource;

/**
 * Marks a secret whose value the agent fetches on its side. On the caller's side it gives an empty
 * value, which is never sent.
 */
public enum AgentSecret implements SecretSource {
  /** The mark. */
  MARK;

  @Override
  public byte[] fetch(String name) {
    return new byte[0];
  }
}
