package dog.rebe.ssh.key;

import dog.rebe.ssh.host.HostKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of an SSH agent that listens on a Unix socket. They never leave it. */
public final class Agent implements KeySource {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  private final Path path;
  private final AgentSocket socket;
  private final Executor signing;

  /**
   * An agent.
   *
   * @param within how long it may take to answer; somebody may have to touch a token
   * @param signing waits for its signatures
   */
  public Agent(Path path, Duration within, Executor signing) {
    this.path = path;
    this.socket = new AgentSocket(path, within);
    this.signing = signing;
  }

  @Override
  public List<SigningKey> keys() throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    try {
      for (AgentMessages.Identity identity :
          AgentMessages.identities(socket.ask(AgentMessages.requestIdentities()))) {
        try {
          PublicKey key = new ByteArrayBuffer(identity.blob().array()).getRawPublicKey();
          keys.add(new Key(identity, key));
        } catch (RuntimeException e) {
          LOG.debug("The agent's key {} is of an unknown kind", identity.comment(), e);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
    if (keys.isEmpty()) {
      throw new IOException(this + " holds no key: add one with ssh-add");
    }
    return keys;
  }

  private IOException failed(IOException reason) {
    return new IOException(this + " cannot be used: " + reason.getMessage(), reason);
  }

  @Override
  public String toString() {
    return "The SSH agent at " + path;
  }

  private final class Key implements SigningKey {
    private final AgentMessages.Identity identity;
    private final PublicKey key;

    Key(AgentMessages.Identity identity, PublicKey key) {
      this.identity = identity;
      this.key = key;
    }

    @Override
    public PublicKey publicKey() {
      return key;
    }

    @Override
    public List<String> algorithms() {
      return KeyAlgorithms.of(key);
    }

    @Override
    public boolean signsAtOnce() {
      return false;
    }

    @Override
    public CompletionStage<byte[]> sign(String algorithm, byte[] data) {
      return CompletableFuture.supplyAsync(() -> null, signing)
          .thenCompose(
              nothing -> {
                try {
                  byte[] answer =
                      socket.ask(
                          AgentMessages.requestSignature(identity.blob().array(), data, algorithm));
                  return CompletableFuture.completedFuture(
                      AgentMessages.signature(answer, algorithm));
                } catch (IOException e) {
                  return CompletableFuture.failedFuture(failed(e));
                }
              });
    }

    @Override
    public String description() {
      return identity.comment() + " in the agent (" + HostKeys.describe(key) + ")";
    }
  }
}
