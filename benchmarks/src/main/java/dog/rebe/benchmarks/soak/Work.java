package dog.rebe.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.Repetition;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.command.Token;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.StreamingCall;
import dog.rebe.facts.Facts;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.ssh.SshTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Starts calls of every sort, one after the other, as a seed says. */
final class Work {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int BIG = 1_000_000;

  private final Machines machines;
  private final SshTransport transport;
  private final CommandExecutor executor;
  private final Executor blocking;
  private final String mark;
  private final SplittableRandom random;

  /**
   * @param mark an argument of everything that lives long; a number of seconds that nobody else
   *     sleeps
   */
  Work(
      Machines machines,
      SshTransport transport,
      CommandExecutor executor,
      Executor blocking,
      String mark,
      SplittableRandom random) {
    this.machines = machines;
    this.transport = transport;
    this.executor = executor;
    this.blocking = blocking;
    this.mark = mark;
    this.random = random;
  }

  /**
   * Starts the next one.
   *
   * @param number that no other has
   * @param counts where those that must not run twice count their executions
   * @param ended is run once its outcome is in the ledger
   */
  void startNext(int number, Path counts, RoundLedger ledger, Runnable ended) {
    Node real = machines.real();
    switch (random.nextInt(100)) {
      case 0, 1, 2, 3, 4 -> timeOut(real, ledger, ended);
      case 5, 6, 7, 8, 9 -> overflow(real, ledger, ended);
      case 10, 11, 12, 13, 14 -> big(real, ledger, ended);
      case 15, 16, 17 -> secret(real, ledger, ended);
      case 18, 19 -> readFile(real, ledger, ended);
      case 20, 21, 22 -> detach(number, counts, real, ledger, ended);
      case 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 -> cancel(real, ledger, ended);
      case 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44 -> facts(ledger, ended);
      default -> {
        Command<CapturedOutput> once = counted(number, counts);
        boolean hasToken = random.nextInt(3) == 0;
        count(
            number,
            executor.start(hasToken ? once.token(token(number)) : once, real),
            ledger,
            ended);
      }
    }
  }

  private Token token(int number) {
    return Token.of("soak" + mark.replace('.', '-') + "-" + number);
  }

  private static Limits limits(long bytes) {
    return Limits.of(DEADLINE, bytes).withGrace(GRACE);
  }

  private static Command<CapturedOutput> counted(int number, Path counts) {
    return Command.of(
            "sh", "-c", "echo \"$1\" >>\"$2\"; echo \"$1\"", "sh", number + "", counts + "")
        .changes(Repetition.ONCE)
        .limits(limits(4096));
  }

  /** It ends although its connection may break: its author asked for that. */
  private Command<CapturedOutput> longOne(String script, Limits limits) {
    return Command.of("sh", "-c", script.replace("MARK", mark))
        .changes(Repetition.ONCE)
        .limits(limits)
        .onDisconnect(OnDisconnect.END);
  }

  private static void count(int number, Call<?> call, RoundLedger ledger, Runnable ended) {
    call.outcome()
        .subscribe(
            outcome -> {
              ledger.note(number, outcome);
              ended.run();
            });
  }

  private static <T> void follow(Call<T> call, RoundLedger ledger, Runnable ended) {
    call.outcome()
        .subscribe(
            outcome -> {
              ledger.note(outcome);
              ended.run();
            });
  }

  private void timeOut(Node node, RoundLedger ledger, Runnable ended) {
    Limits brief = Limits.of(Duration.ofSeconds(3), 4096).withGrace(GRACE);
    follow(executor.start(longOne("sleep MARK & sleep MARK", brief), node), ledger, ended);
  }

  private void overflow(Node node, RoundLedger ledger, Runnable ended) {
    follow(executor.start(longOne("yes MARK", limits(200_000)), node), ledger, ended);
  }

  private void big(Node node, RoundLedger ledger, Runnable ended) {
    Command<CapturedOutput> big =
        Command.of("head", "-c", BIG + "", "/dev/zero").readOnly().limits(limits(BIG));
    follow(executor.start(big, node), ledger, ended);
  }

  private void secret(Node node, RoundLedger ledger, Runnable ended) {
    Secret secret = Secret.of("soak", name -> "nobody knows".getBytes(UTF_8));
    Command<CapturedOutput> asking =
        Command.of("wc", "-c").readOnly().limits(limits(100)).input(StandardInput.secret(secret));
    follow(executor.start(asking, node), ledger, ended);
  }

  private void cancel(Node node, RoundLedger ledger, Runnable ended) {
    StreamingCall<CapturedOutput> call =
        executor.stream(longOne("sleep MARK & echo go; sleep MARK | cat", limits(4096)), node);
    follow(call, ledger, ended);
    if (random.nextInt(4) == 0) {
      call.cancel();
    } else {
      call.output().subscribe(chunk -> call.cancel(), broken -> {});
    }
  }

  private void facts(RoundLedger ledger, Runnable ended) {
    List<Node> embedded = machines.embedded();
    Node node = embedded.get(random.nextInt(embedded.size()));
    Limits limits = Limits.of(Duration.ofSeconds(10), Facts.OUTPUT_BYTES).withGrace(GRACE);
    follow(executor.start(Facts.command(limits), node), ledger, ended);
  }

  private void detach(int number, Path counts, Node node, RoundLedger ledger, Runnable ended) {
    executor
        .start(counted(number, counts).detached(token(number)), node)
        .outcome()
        .subscribe(
            started ->
                started
                    .value()
                    .ifPresentOrElse(
                        work ->
                            count(
                                number,
                                executor.start(work.result(limits(4096)), node),
                                ledger,
                                ended),
                        () -> {
                          ledger.note(number, started);
                          ended.run();
                        }));
  }

  private void readFile(Node node, RoundLedger ledger, Runnable ended) {
    CompletionStage<FileView> ignored =
        transport
            .openFiles(node, DEADLINE)
            .whenCompleteAsync(
                (files, failure) -> {
                  if (failure == null) {
                    ledger.note(read(files));
                  }
                  ended.run();
                },
                blocking);
  }

  private static Outcome<byte[]> read(FileView files) {
    try (files) {
      return files.read(FilePath.of("/etc/passwd"), 0, 1_000, DEADLINE);
    }
  }
}
