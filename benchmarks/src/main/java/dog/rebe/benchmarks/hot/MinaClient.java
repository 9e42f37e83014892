package dog.rebe.benchmarks.hot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Apache MINA SSHD without anything around it, asynchronous and as quick as its options make it:
 * one key exchange and cipher, TCP_NODELAY, no heartbeat.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // what is chained here ends in the one that is awaited
final class MinaClient implements Client {

  private final Setting setting;
  private final SshClient client = SshClient.setUpDefaultClient();
  private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();

  MinaClient(Setting setting) throws IOException, GeneralSecurityException {
    this.setting = setting;
    PublicKey pinned =
        PublicKeyEntry.parsePublicKeyEntry("ssh-ed25519 " + setting.hostKey())
            .resolvePublicKey(null, null, null);
    client.setServerKeyVerifier((session, address, key) -> KeyUtils.compareKeys(key, pinned));
    KeyPair key = new FileKeyPairProvider(setting.identity()).loadKeys(null).iterator().next();
    client.setKeyIdentityProvider(session -> List.of(key));
    client.setUserAuthFactoriesNames("publickey");
    client.setKeyExchangeFactories(only(client.getKeyExchangeFactories(), "curve25519-sha256"));
    client.setCipherFactories(only(client.getCipherFactories(), "aes128-gcm@openssh.com"));
    client.setSignatureFactories(only(client.getSignatureFactories(), "ssh-ed25519"));
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ZERO);
    client.start();
  }

  private static <T extends NamedResource> List<T> only(List<T> all, String name) {
    return all.stream().filter(factory -> factory.getName().equals(name)).toList();
  }

  @Override
  public void open(List<String> hosts, int concurrency) {
    each(hosts, concurrency, host -> connect(host).thenAccept(made -> sessions.put(host, made)));
  }

  @Override
  public void run(List<String> hosts, int concurrency) {
    each(hosts, concurrency, host -> exec(session(host)));
  }

  @Override
  public void cold(List<String> hosts, int concurrency) {
    each(
        hosts,
        concurrency,
        host -> connect(host).thenCompose(made -> exec(made).thenCompose(done -> end(made))));
  }

  private ClientSession session(String host) {
    ClientSession open = sessions.get(host);
    if (open == null) {
      throw new IllegalStateException(host + " is not connected");
    }
    return open;
  }

  private CompletableFuture<ClientSession> connect(String host) {
    CompletableFuture<ClientSession> made = new CompletableFuture<>();
    try {
      client
          .connect(setting.user(), host, setting.port())
          .addListener(
              connected -> {
                if (!connected.isConnected()) {
                  made.completeExceptionally(connected.getException());
                  return;
                }
                ClientSession session = connected.getClientSession();
                try {
                  session
                      .auth()
                      .addListener(
                          login -> {
                            if (login.isSuccess()) {
                              made.complete(session);
                            } else {
                              made.completeExceptionally(login.getException());
                            }
                          });
                } catch (IOException e) {
                  made.completeExceptionally(e);
                }
              });
    } catch (IOException e) {
      made.completeExceptionally(e);
    }
    return made;
  }

  private CompletableFuture<Void> exec(ClientSession session) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      ChannelExec channel = session.createExecChannel(setting.command());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      channel.setOut(out);
      channel.setErr(new ByteArrayOutputStream());
      channel.addCloseFutureListener(
          closed -> {
            Integer status = channel.getExitStatus();
            if (status != null && status == 0) {
              setting.check(out.toString(StandardCharsets.UTF_8));
              done.complete(null);
            } else {
              done.completeExceptionally(new IllegalStateException("exit " + status));
            }
          });
      channel
          .open()
          .addListener(
              opened -> {
                if (!opened.isOpened()) {
                  done.completeExceptionally(opened.getException());
                }
              });
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  private static CompletableFuture<Void> end(ClientSession session) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    session.close(true).addListener(closed -> ended.complete(null));
    return ended;
  }

  /** The next begins where one ends. */
  private static void each(
      List<String> hosts, int concurrency, Function<String, CompletableFuture<Void>> work) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    Iterator<String> rest = List.copyOf(hosts).iterator();
    AtomicInteger left = new AtomicInteger(hosts.size());
    for (int i = 0; i < Math.min(concurrency, hosts.size()); i++) {
      next(rest, left, work, all);
    }
    all.join();
  }

  private static void next(
      Iterator<String> rest,
      AtomicInteger left,
      Function<String, CompletableFuture<Void>> work,
      CompletableFuture<Void> all) {
    String host;
    synchronized (rest) {
      if (!rest.hasNext()) {
        return;
      }
      host = rest.next();
    }
    work.apply(host)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                all.completeExceptionally(failure);
              } else if (left.decrementAndGet() == 0) {
                all.complete(null);
              } else {
                next(rest, left, work, all);
              }
            });
  }

  @Override
  public void disconnect() {
    sessions.values().forEach(session -> end(session).join());
    sessions.clear();
  }

  @Override
  public void close() {
    disconnect();
    client.stop();
  }
}
