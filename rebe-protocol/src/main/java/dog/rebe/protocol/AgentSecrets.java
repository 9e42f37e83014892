package dog.rebe.protocol;

import dog.rebe.command.Secret;
import dog.rebe.protocol.session.AgentSecret;

/** Secrets whose values never leave the agent's side. */
public final class AgentSecrets {

  private AgentSecrets() {}

  /**
   * A secret that the agent fetches from its own source, by this name. Only its name travels. On a
   * node that is not reached through an agent its value is empty.
   */
  public static Secret named(String name) {
    return Secret.of(name, AgentSecret.MARK);
  }
}
