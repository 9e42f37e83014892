package dog.rebe.ssh;

import dog.rebe.ssh.link.NameLookup;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds an {@link SshTransport}. Not thread-safe. */
public final class SshTransportBuilder {

  private @Nullable HostTrust trust;
  List<Credential> credentials = List.of();
  String user = System.getProperty("user.name", "root");
  int port = 22;
  PoolOptions pool = PoolOptions.defaults();
  ConnectionOptions connection = ConnectionOptions.defaults();
  Algorithms algorithms = Algorithms.modern();

  SshTransportBuilder() {}

  /** Which host keys are believed. Needed; there is no default. */
  public SshTransportBuilder hostTrust(HostTrust newTrust) {
    trust = Objects.requireNonNull(newTrust, "trust");
    return this;
  }

  /** What to log in with, offered in this order. At least one is needed; there is no default. */
  public SshTransportBuilder credentials(Credential... newCredentials) {
    credentials = List.of(newCredentials);
    return this;
  }

  /**
   * The login name for endpoints that name none. Default: the name of the user who runs this
   * process.
   */
  public SshTransportBuilder user(String name) {
    user = Objects.requireNonNull(name, "name");
    return this;
  }

  /** The port for endpoints that name none, 1 to 65535. Default: 22. */
  public SshTransportBuilder port(int number) {
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("Port " + number + " is out of range: use 1 to 65535");
    }
    port = number;
    return this;
  }

  /** How many sessions are kept. Default: {@link PoolOptions#defaults()}. */
  public SshTransportBuilder pool(PoolOptions options) {
    pool = Objects.requireNonNull(options, "options");
    return this;
  }

  /** How connections are made and watched. Default: {@link ConnectionOptions#defaults()}. */
  public SshTransportBuilder connection(ConnectionOptions options) {
    connection = Objects.requireNonNull(options, "options");
    return this;
  }

  /** Which algorithms are offered. Default: {@link Algorithms#modern()}. */
  public SshTransportBuilder algorithms(Algorithms newAlgorithms) {
    algorithms = Objects.requireNonNull(newAlgorithms, "algorithms");
    return this;
  }

  /**
   * Builds the transport. It connects to nothing yet.
   *
   * @throws IllegalArgumentException if a key file cannot be used; the message names it and the
   *     remedy
   * @throws IllegalStateException if host trust or credentials are missing
   */
  public SshTransport build() {
    trust();
    if (credentials.isEmpty()) {
      throw new IllegalStateException("There is nothing to log in with: call credentials(...)");
    }
    for (Credential credential : credentials) {
      if (credential instanceof Credential.PrivateKey key) {
        key.check();
      }
    }
    return new SshTransport(this, NameLookup.system());
  }

  HostTrust trust() {
    if (trust == null) {
      throw new IllegalStateException("No host would be believed: call hostTrust(...)");
    }
    return trust;
  }
}
