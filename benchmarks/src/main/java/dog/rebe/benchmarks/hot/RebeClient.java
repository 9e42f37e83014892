package dog.rebe.benchmarks.hot;

import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.FleetOptions;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Endpoint;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.PoolOptions;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * rebe with the defaults that a user gets: process-group header, confirmed exec, limits, host
 * checks, chronicle.
 */
final class RebeClient implements Client {

  private final Setting setting;
  private final Command<?> command;
  private final Predicate<Object> isGood;
  private final HostTrust trust;
  private final Path folder = Files.createTempDirectory("rebe-hot-");
  private final JsonLinesChronicle chronicle;
  private SshTransport transport;
  private CommandExecutor executor;

  private RebeClient(Setting setting, Command<?> command, Predicate<Object> isGood)
      throws IOException {
    this.setting = setting;
    this.command = command;
    this.isGood = isGood;
    this.trust = HostTrust.knownHosts(setting.folder().resolve("known_hosts"));
    this.chronicle = JsonLinesChronicle.open(folder.resolve("chronicle"));
    this.transport = connectNothing();
    this.executor = executor(transport);
  }

  /** Runs the setting's command. */
  static RebeClient ofCommand(Setting setting) throws IOException {
    String[] words = setting.command().split(" ");
    Command<CapturedOutput> command =
        Command.of(words[0], List.of(words).subList(1, words.length).toArray(new String[0]))
            .readOnly()
            .limits(Limits.of(Duration.ofSeconds(60), 64 * 1024));
    return new RebeClient(
        setting,
        command,
        value -> value instanceof CapturedOutput output && !output.stdout().utf8().isEmpty());
  }

  /** Reads all facts. */
  static RebeClient ofFacts(Setting setting) throws IOException {
    return new RebeClient(
        setting,
        Facts.command(Limits.of(Duration.ofSeconds(60), Facts.OUTPUT_BYTES)),
        value ->
            value instanceof MachineFacts facts
                && facts.identity().value().isPresent()
                && facts.packages().value().isPresent());
  }

  private SshTransport connectNothing() {
    return SshTransport.builder()
        .hostTrust(trust)
        .credentials(Credential.keyFile(setting.identity()))
        .pool(PoolOptions.defaults().withMaxSessions(20_000))
        .build();
  }

  private CommandExecutor executor(SshTransport over) {
    return CommandExecutor.builder().transport(over).chronicle(chronicle).build();
  }

  private Node node(String host) {
    return Node.of(host, Endpoint.ssh(setting.user(), host, setting.port()));
  }

  /** There is no way to only connect, and no need of one. */
  @Override
  public void open(List<String> hosts, int concurrency) throws Exception {
    run(hosts, concurrency);
  }

  @Override
  public void run(List<String> hosts, int concurrency) throws Exception {
    run(command, hosts, concurrency);
  }

  private <T> void run(Command<T> work, List<String> hosts, int concurrency) {
    if (hosts.size() == 1) {
      check(executor.start(work, node(hosts.get(0))).await());
      return;
    }
    executor
        .start(
            work,
            hosts.stream().map(this::node),
            FleetOptions.builder().concurrency(concurrency).build())
        .forEach(end -> check(end.outcome()));
  }

  private void check(Outcome<?> outcome) {
    if (outcome.value().filter(isGood).isEmpty()) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  @Override
  public void cold(List<String> hosts, int concurrency) throws Exception {
    run(hosts, concurrency);
    disconnect();
  }

  @Override
  public void disconnect() {
    executor.close();
    transport.close();
    transport = connectNothing();
    executor = executor(transport);
  }

  @Override
  public void close() throws IOException {
    executor.close();
    transport.close();
    chronicle.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
