package dog.rebe.ssh;

import dog.rebe.ssh.config.AuthenticationMethod;
import dog.rebe.ssh.config.LoginSettings;
import dog.rebe.ssh.key.Agent;
import dog.rebe.ssh.key.Credentials;
import dog.rebe.ssh.key.KeyFile;
import dog.rebe.ssh.key.KeySource;
import dog.rebe.ssh.key.Login;
import dog.rebe.ssh.key.PasswordSupplier;
import dog.rebe.ssh.key.SigningKey;
import dog.rebe.ssh.lookup.Lookups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What to log in with. Hosts that log in with the same things share one login, and so their
 * sessions. Thread-safe.
 */
final class Logins {

  private final List<KeySource> sources = new ArrayList<>();
  private final @Nullable PasswordSupplier password;
  private final Login common;
  private final Duration agentTime;
  private final Executor signing;
  private final Lookups<KeySource, List<SigningKey>> keys;
  private final Map<LoginSettings, Login> configured = new ConcurrentHashMap<>();

  Logins(SshTransportBuilder options, Executor signing, Lookups<KeySource, List<SigningKey>> keys) {
    this.signing = signing;
    this.keys = keys;
    this.agentTime = options.connection.loginTimeout();
    PasswordSupplier given = null;
    for (Credential credential : options.credentials) {
      if (credential instanceof Credential.PrivateKey key) {
        sources.add(key.source());
      } else if (credential instanceof Credential.AgentKeys agent) {
        sources.add(agent.source(agentTime, signing));
      } else if (credential instanceof Credential.Password secret && given == null) {
        given = secret.supplier();
      }
    }
    password = given;
    common = new Credentials(sources, password, keys, agentTime);
  }

  /** What was given for all nodes. */
  Login common() {
    return common;
  }

  /** What a configuration says of a host, then what was given for all nodes. */
  Login of(LoginSettings settings) {
    return configured.computeIfAbsent(settings, this::make);
  }

  private Login make(LoginSettings settings) {
    boolean byKey = settings.methods().contains(AuthenticationMethod.PUBLIC_KEY);
    boolean passwords =
        settings.methods().contains(AuthenticationMethod.PASSWORD)
            || settings.methods().contains(AuthenticationMethod.KEYBOARD_INTERACTIVE);
    List<KeySource> all = new ArrayList<>();
    if (byKey) {
      for (Path file : settings.identityFiles()) {
        if (settings.identityFilesGiven() || Files.exists(file)) {
          all.add(KeyFile.of(file, null).offering(settings.certificateFiles()));
        }
      }
      if (!settings.identitiesOnly()) {
        settings.identityAgent().ifPresent(path -> all.add(new Agent(path, agentTime, signing)));
      }
      all.addAll(sources);
    }
    return new Credentials(all, passwords ? password : null, keys, agentTime);
  }
}
