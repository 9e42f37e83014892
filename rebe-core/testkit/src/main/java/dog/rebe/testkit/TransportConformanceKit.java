package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.Capability;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Says whether a {@link Transport} keeps the contract of its interface. Extend it in a test, and
 * implement {@link #openTransport} and {@link #node}; the node must be a real one with a POSIX
 * userland, on which files may be written below {@code /tmp}.
 *
 * <p>Tests that begin with {@code required_} bind every transport. Those that begin with {@code
 * optional_} are skipped where the transport does not declare the capability, or where {@link
 * #tellsSignals} and its like say that it cannot do so.
 */
public abstract class TransportConformanceKit {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(4);
  private static final int LARGE = 1_000_000;

  private final SplittableRandom random = new SplittableRandom(20_261_121);
  private final List<HeardAttempt> heard = new ArrayList<>();
  private Transport transport;
  private final List<String> scratch = new ArrayList<>();

  /** For subclasses. */
  protected TransportConformanceKit() {}

  /** A new transport. The kit closes it. */
  protected abstract Transport openTransport() throws Exception;

  /** A node that it reaches. */
  protected abstract Node node();

  /** Whether the transport can tell a command that was ended by a signal from one that exited. */
  protected boolean tellsSignals() {
    return true;
  }

  /**
   * Whether it can confirm that a stopped command has ended. One that cannot must say so each time.
   */
  protected boolean confirmsStops() {
    return true;
  }

  /** Whether nothing but the command writes to standard error; some login shells greet there. */
  protected boolean hasCleanErrorStream() {
    return true;
  }

  @BeforeEach
  final void open() throws Exception {
    transport = openTransport();
  }

  /** Whatever else a test looks at: no rule of the listener was broken, and nothing was left. */
  @AfterEach
  final void closeAndCheck() {
    if (!scratch.isEmpty()) {
      run(change("rm -rf " + String.join(" ", scratch)));
    }
    transport.close();
    for (HeardAttempt attempt : heard) {
      attempt.awaitEnd(LONG);
      assertThat(attempt.violations()).isEmpty();
    }
  }

  // ---- 1xx: what the listener hears

  @Test
  final void required_101_hearsCommitAcceptanceOutputAndEndInThisOrder() {
    HeardAttempt attempt = run(shell("echo hello"));

    assertThat(attempt.isCommitted()).isTrue();
    assertThat(attempt.isAccepted()).isTrue();
    assertThat(attempt.stdoutText()).isEqualTo("hello\n");
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
  }

  @Test
  final void required_102_hearsExactlyOneEnd() {
    HeardAttempt attempt = run(shell("exit 0"));
    attempt.exchange().stop();
    attempt.exchange().request(5);
    run(shell("exit 0"));

    assertThat(attempt.violations()).isEmpty();
  }

  @Test
  final void required_103_deliversNothingThatWasNotDemanded() {
    HeardAttempt attempt = start(shell("echo one; echo two >&2; echo three"), 0);
    attempt.awaitAccepted(LONG);
    HeardAttempt meanwhile = run(shell("echo meanwhile"));

    assertThat(meanwhile.stdoutText()).isEqualTo("meanwhile\n");
    assertThat(attempt.chunks()).isZero();
    assertThat(attempt.isOver()).as("the end waits for the output").isFalse();
    attempt.exchange().request(Long.MAX_VALUE);
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdoutText()).isEqualTo("one\nthree\n");
  }

  @Test
  final void required_104_deliversNoMoreChunksThanWereDemanded() {
    HeardAttempt attempt = start(shell(printing(LARGE)), 0);
    int demanded = 0;
    while (!attempt.isOver()) {
      int more = 1 + random.nextInt(3);
      int before = attempt.chunks();
      assertThat(before).isLessThanOrEqualTo(demanded);
      demanded += more;
      attempt.exchange().request(more);
      awaitChunks(attempt, before + 1);
    }
    assertThat(attempt.stdout()).hasSize(LARGE);
  }

  @Test
  final void required_105_deliversAllOutputBeforeTheEnd() {
    for (int i = 0; i < 20; i++) {
      HeardAttempt attempt = run(shell(printing(70_000) + "; echo last"));

      assertThat(attempt.stdout()).hasSize(70_005);
      assertThat(attempt.stdoutText()).endsWith("last\n");
    }
  }

  @Test
  final void required_106_endsThoughNothingIsDemandedWhenThereIsNoOutput() {
    HeardAttempt attempt = start(shell("exit 7"), 0);

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(7));
  }

  // ---- 11x: how a command ends

  @Test
  final void required_111_tellsTheExitStatus() {
    for (int status : new int[] {0, 1, 2, 42, 100, 255}) {
      assertThat(run(shell("exit " + status)).awaitEnd(LONG)).isEqualTo(exited(status));
    }
  }

  @Test
  final void optional_112_namesTheSignalThatEndedACommand() {
    assumeTrue(tellsSignals(), "the transport cannot tell signals");
    for (String signal : List.of("KILL", "TERM", "ALRM", "HUP")) {
      ExchangeEnd end = run(shell("kill -s " + signal + " $$; exit 77")).awaitEnd(LONG);
      // Under nohup a command inherits that HUP is ignored, and lives on.
      if (!signal.equals("HUP") || !end.equals(exited(77))) {
        assertThat(end).isEqualTo(new ExchangeEnd.Exited(new ExitSignal(signal)));
      }
    }
  }

  @Test
  final void required_113_startsNothingWhereThereIsNoSuchProgram() {
    HeardAttempt attempt = run(limited(Command.of("/nonexistent/program").readOnly()));

    assertThat(attempt.awaitEnd(LONG))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.PROGRAM_NOT_FOUND));
  }

  @Test
  final void required_114_doesNotWaitForProcessesInTheBackgroundThatPrintNothing() {
    HeardAttempt attempt = run(shell("sleep 20 </dev/null >/dev/null 2>&1 & echo $!; exit 3"));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(3));
    String pid = attempt.stdoutText().strip();
    assertThat(isAlive(pid)).isTrue();
    run(shell("kill " + pid));
  }

  // ---- 12x: what arrives

  @Test
  final void required_121_bringsEveryByteOfAnArgument() {
    byte[] all = new byte[255];
    for (int i = 1; i < 256; i++) {
      all[i - 1] = (byte) i;
    }
    HeardAttempt attempt = run(limited(Command.of(printf(Argument.of(all))).readOnly()));

    assertThat(attempt.stdout()).isEqualTo(all);
  }

  @Test
  final void required_122_bringsArgumentsThatAShellWouldChange() {
    List<String> arguments =
        List.of(
            "", " ", "a b", "a\nb", "\n", "'", "\"", "\\", "$HOME", "$(id)", "`id`", "*", "~", ";",
            "&", "|", ">x", "-n", "--", "-e", "#", "!", "{a,b}", "\t", "%s", "\\n", "=x", "ä€𝄞");
    List<Argument> list = new ArrayList<>(List.of(Argument.of("printf"), Argument.of("<%s>")));
    arguments.stream().map(Argument::of).forEach(list::add);
    HeardAttempt attempt = run(limited(Command.of(list).readOnly()));

    assertThat(attempt.stdoutText())
        .isEqualTo(arguments.stream().map(text -> "<" + text + ">").collect(Collectors.joining()));
  }

  @Test
  final void required_123_bringsRandomArguments() {
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (1 + random.nextInt(255));
      }
      HeardAttempt attempt = run(limited(Command.of(printf(Argument.of(bytes))).readOnly()));

      assertThat(attempt.stdout()).isEqualTo(bytes);
    }
  }

  @Test
  final void required_124_bringsAScriptOfSeveralLines() {
    HeardAttempt attempt =
        run(limited(Command.script("for i in 1 2 3\ndo echo \"$i'\"\ndone\nexit 4").readOnly()));

    assertThat(attempt.stdoutText()).isEqualTo("1'\n2'\n3'\n");
    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(4));
  }

  @Test
  final void required_125_closesStandardInputWhereThereIsNone() {
    HeardAttempt attempt = run(limited(Command.of("cat").readOnly()));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdout()).isEmpty();
  }

  @Test
  final void required_126_bringsStandardInputByteForByte() {
    byte[] input = new byte[LARGE];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) random.nextInt();
    }
    HeardAttempt ofBytes =
        run(limited(Command.of("cat").readOnly()).input(StandardInput.of(input)));
    HeardAttempt ofStream =
        run(
            limited(Command.of("cat").readOnly())
                .input(StandardInput.stream(() -> new ByteArrayInputStream(input))));

    assertThat(ofBytes.stdout()).isEqualTo(input);
    assertThat(ofStream.stdout()).isEqualTo(input);
  }

  @Test
  final void required_127_endsThoughACommandDoesNotReadItsInput() {
    HeardAttempt attempt =
        run(limited(Command.of("true").readOnly()).input(StandardInput.of(new byte[LARGE])));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
  }

  @Test
  final void required_128_sendsNothingWhenTheInputCannotBeOpened() {
    HeardAttempt attempt =
        run(
            limited(Command.of("cat").readOnly())
                .input(
                    StandardInput.stream(
                        () -> {
                          throw new IOException("no such file here");
                        })));

    assertThat(attempt.awaitEnd(LONG)).isInstanceOf(ExchangeEnd.NotStarted.class);
  }

  @Test
  final void required_129_keepsTheTwoStreamsApartAndNeverWaitsForOne() {
    HeardAttempt attempt =
        run(shell(printing(LARGE) + " & { " + printing(LARGE) + "; } >&2; wait"));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdout()).hasSize(LARGE);
    assertThat(attempt.stderr()).hasSize(LARGE);
  }

  // ---- 13x: the surroundings of a command

  @Test
  final void required_131_setsTheEnvironment() {
    HeardAttempt attempt =
        run(
            shell("printf '%s|%s' \"$REBE_ONE\" \"$REBE_TWO\"")
                .environment("REBE_ONE", "it's $1\n")
                .environment("REBE_TWO", ""));

    assertThat(attempt.stdoutText()).isEqualTo("it's $1\n|");
  }

  @Test
  final void required_132_runsInTheDirectory() {
    assertThat(run(shell("pwd").directory("/usr/")).stdoutText()).isEqualTo("/usr\n");
  }

  @Test
  final void required_133_runsNothingWhereThereIsNoSuchDirectory() {
    String file = scratchPath();
    HeardAttempt attempt =
        run(
            limited(Command.of("touch", file).changes(Repetition.REPEATABLE))
                .directory("/nonexistent/directory"));

    assertThat(attempt.awaitEnd(LONG))
        .isInstanceOfSatisfying(
            ExchangeEnd.NotStarted.class,
            end -> assertThat(end.kind()).isEqualTo(FailureKind.DIRECTORY_UNAVAILABLE));
    assertThat(run(shell("test -e " + file)).awaitEnd(LONG)).isEqualTo(exited(1));
  }

  @Test
  final void required_134_bringsSecretsByEnvironmentFileAndInput() {
    byte[] value = "s3cret' \\n $x\nline".getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("kit", name -> value.clone());
    Command<?> command =
        limited(
                Command.of(
                        List.of(
                            Argument.of("sh"),
                            Argument.of("-c"),
                            Argument.of(
                                "printf '%s|' \"$REBE_SECRET\"; cat \"$1\"; printf '|'; cat;"
                                    + " ls -l \"$1\" | cut -c1-10 >&2"),
                            Argument.of("sh"),
                            Argument.secretFile(secret)))
                    .readOnly())
            .environment("REBE_SECRET", EnvironmentValue.of(secret))
            .input(StandardInput.secret(secret));
    HeardAttempt attempt = run(command, Map.of("kit", value.clone()));

    String text = new String(value, StandardCharsets.UTF_8);
    assertThat(attempt.stdoutText()).isEqualTo(text + "|" + text + "|" + text);
    assertThat(new String(attempt.stderr(), StandardCharsets.UTF_8)).contains("-rw-------");
  }

  @Test
  final void required_135_showsNoSecretInTheArgumentsOfAnyProcess() {
    String canary = "canary" + HexFormat.of().toHexDigits(random.nextLong());
    byte[] value = canary.getBytes(StandardCharsets.UTF_8);
    Secret secret = Secret.of("kit", name -> value.clone());
    Command<?> command =
        shell("cat /proc/[0-9]*/cmdline 2>/dev/null; test -n \"$REBE_SECRET\"")
            .environment("REBE_SECRET", EnvironmentValue.of(secret));
    HeardAttempt attempt = run(command, Map.of("kit", value));

    assertThat(attempt.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(attempt.stdoutText()).doesNotContain(canary);
  }

  // ---- 14x: stopping

  @Test
  final void required_141_endsTheCommandAndItsChildren() {
    HeardAttempt attempt = start(shell("sleep 61 & echo $$ $!; wait"), Long.MAX_VALUE);
    awaitOutput(attempt, "\n");
    attempt.exchange().stop();

    ExchangeEnd end = attempt.awaitEnd(GRACE.plusSeconds(2));
    assertStopped(end);
    for (String pid : attempt.stdoutText().strip().split(" ", -1)) {
      assertThat(isAlive(pid)).as("process " + pid).isFalse();
    }
  }

  @Test
  final void required_142_endsACommandThatIgnoresTerm() {
    HeardAttempt attempt =
        start(shell("trap '' TERM HUP INT; echo $$; while :; do sleep 1; done"), Long.MAX_VALUE);
    awaitOutput(attempt, "\n");
    attempt.exchange().stop();

    assertStopped(attempt.awaitEnd(GRACE.plusSeconds(2)));
    assertThat(isAlive(attempt.stdoutText().strip())).isFalse();
  }

  @Test
  final void required_143_sendsNothingWhenItIsStoppedAtOnceOrSaysWhatItDid() {
    for (int i = 0; i < 10; i++) {
      HeardAttempt attempt = start(shell("sleep 62"), Long.MAX_VALUE);
      attempt.exchange().stop();
      attempt.exchange().stop();

      ExchangeEnd end = attempt.awaitEnd(GRACE.plusSeconds(2));
      if (attempt.isCommitted()) {
        assertThat(end)
            .isInstanceOfAny(
                ExchangeEnd.StoppedConfirmed.class,
                ExchangeEnd.StoppedUnconfirmed.class,
                ExchangeEnd.StoppedBeforeStart.class,
                ExchangeEnd.NotStarted.class);
      } else {
        assertThat(end).isInstanceOf(ExchangeEnd.StoppedBeforeStart.class);
      }
    }
  }

  @Test
  final void required_144_endsAStoppedAttemptWhoseOutputNobodyDemands() {
    HeardAttempt attempt = start(shell("while :; do echo y; done"), 1);
    awaitChunks(attempt, 1);
    attempt.exchange().stop();

    assertStopped(attempt.awaitEnd(GRACE.plusSeconds(2)));
  }

  @Test
  final void required_145_stopsOneAttemptAndLeavesItsNeighbours() {
    HeardAttempt neighbour =
        start(
            shell("read line; echo \"$line\"; sleep 1; echo done")
                .input(StandardInput.of("input\n".getBytes(StandardCharsets.UTF_8))),
            Long.MAX_VALUE);
    HeardAttempt endless = start(shell("while :; do echo y; done"), Long.MAX_VALUE);
    awaitChunks(endless, 3);
    endless.exchange().stop();

    assertStopped(endless.awaitEnd(GRACE.plusSeconds(2)));
    assertThat(neighbour.awaitEnd(LONG)).isEqualTo(exited(0));
    assertThat(neighbour.stdoutText()).isEqualTo("input\ndone\n");
  }

  // ---- 15x: many, and the end

  @Test
  final void required_151_keepsAttemptsAtTheSameTimeApart() {
    List<HeardAttempt> attempts =
        IntStream.range(0, 8)
            .mapToObj(i -> start(shell("echo " + i + "; sleep 0.2; echo " + i), Long.MAX_VALUE))
            .toList();
    for (int i = 0; i < attempts.size(); i++) {
      assertThat(attempts.get(i).awaitEnd(LONG)).isEqualTo(exited(0));
      assertThat(attempts.get(i).stdoutText()).isEqualTo(i + "\n" + i + "\n");
    }
  }

  @Test
  final void required_152_endsWhatRunsWhenItIsClosedAndStartsNothingAfterwards() {
    HeardAttempt running = start(shell("echo up; sleep 63"), Long.MAX_VALUE);
    awaitOutput(running, "up");
    transport.close();

    assertThat(running.awaitEnd(GRACE.plusSeconds(5)))
        .isNotInstanceOf(ExchangeEnd.Exited.class)
        .isNotInstanceOf(ExchangeEnd.NotStarted.class);
    HeardAttempt late = start(shell("echo late"), Long.MAX_VALUE);
    assertThat(late.awaitEnd(LONG)).isInstanceOf(ExchangeEnd.NotStarted.class);
    assertThat(late.isCommitted()).isFalse();
    transport.close();
  }

  @Test
  final void required_153_leavesNoTraceInTheOutput() {
    HeardAttempt attempt = run(shell("printf x; printf y >&2"));

    assertThat(attempt.stdoutText()).isEqualTo("x");
    if (hasCleanErrorStream()) {
      assertThat(new String(attempt.stderr(), StandardCharsets.UTF_8)).isEqualTo("y");
    }
  }

  // ---- 2xx: files

  @Test
  final void optional_201_tellsTheAttributesOfFiles() throws Exception {
    String path = scratchPath();
    run(change("umask 077; printf 12345 >" + path + "; chmod 0640 " + path));
    try (FileView files = files()) {
      FileAttributes attributes = valueOf(files.stat(FilePath.of(path), LONG));

      assertThat(attributes.type()).isEqualTo(FileType.REGULAR);
      assertThat(attributes.sizeBytes()).isEqualTo(5);
      assertThat(attributes.mode()).isEqualTo(0640);
      assertThat(valueOf(files.stat(FilePath.of("/tmp"), LONG)).type())
          .isEqualTo(FileType.DIRECTORY);
      assertThat(valueOf(files.stat(FilePath.of("/dev/null"), LONG)).type())
          .isEqualTo(FileType.OTHER);
    }
  }

  @Test
  final void optional_202_readsRangesOfFiles() throws Exception {
    String path = scratchPath();
    run(change("printf 0123456789 >" + path));
    try (FileView files = files()) {
      FilePath file = FilePath.of(path);

      assertThat(valueOf(files.read(file, 0, 100, LONG))).asString().isEqualTo("0123456789");
      assertThat(valueOf(files.read(file, 3, 4, LONG))).asString().isEqualTo("3456");
      assertThat(valueOf(files.read(file, 10, 4, LONG))).isEmpty();
      assertThat(valueOf(files.read(file, 1_000, 4, LONG))).isEmpty();
    }
  }

  @Test
  final void optional_203_listsDirectoriesWithNamesOfAnyBytes() throws Exception {
    String directory = scratchPath();
    run(
        change(
            "mkdir "
                + directory
                + " && cd "
                + directory
                + " && touch plain \"$(printf 'a\\377\\nb')\" .hidden && ln -s plain link"));
    try (FileView files = files()) {
      FilePath path = FilePath.of(directory);
      List<FileEntry> entries = valueOf(files.list(path, 100, LONG));

      assertThat(entries)
          .extracting(FileEntry::name)
          .containsExactlyInAnyOrder(
              FilePath.of("plain"),
              FilePath.of(new byte[] {'a', (byte) 0xff, '\n', 'b'}),
              FilePath.of(".hidden"),
              FilePath.of("link"));
      assertThat(entries)
          .filteredOn(entry -> entry.name().equals(FilePath.of("link")))
          .singleElement()
          .satisfies(
              link -> assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK));
      assertThat(valueOf(files.readLink(path.resolve(FilePath.of("link")), LONG)))
          .isEqualTo(FilePath.of("plain"));
      FilePath strange = path.resolve(FilePath.of(new byte[] {'a', (byte) 0xff, '\n', 'b'}));
      assertThat(valueOf(files.stat(strange, LONG)).type()).isEqualTo(FileType.REGULAR);
      Failure<List<FileEntry>> tooMany = failureOf(files.list(path, 3, LONG));
      assertThat(tooMany.kind()).isEqualTo(FailureKind.OUTPUT_LIMIT);
    }
  }

  @Test
  final void optional_204_failsWhereThereIsNoSuchFile() throws Exception {
    try (FileView files = files()) {
      FilePath nowhere = FilePath.of("/nonexistent/file");

      for (Outcome<?> outcome :
          List.of(
              files.stat(nowhere, LONG),
              files.list(nowhere, 10, LONG),
              files.readLink(nowhere, LONG),
              files.read(nowhere, 0, 1, LONG))) {
        Failure<?> failure = failureOf(outcome);
        assertThat(failure.kind()).isEqualTo(FailureKind.PATH_NOT_FOUND);
        assertThat(failure.delivery()).isIn(Delivery.COMPLETED, Delivery.NOT_STARTED);
      }
    }
  }

  // ---- how the kit does it

  private FileView files() throws InterruptedException, ExecutionException, TimeoutException {
    assumeTrue(transport.capabilities().contains(Capability.FILES), "the transport reads no files");
    return transport
        .openFiles(node(), LONG)
        .toCompletableFuture()
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static <T> T valueOf(Outcome<T> outcome) {
    assertThat(outcome.failure()).isEmpty();
    return outcome.value().orElseThrow();
  }

  private static <T> Failure<T> failureOf(Outcome<T> outcome) {
    assertThat(outcome.failure()).isPresent();
    return outcome.failure().orElseThrow();
  }

  private HeardAttempt run(Command<?> command) {
    return run(command, Map.of());
  }

  private HeardAttempt run(Command<?> command, Map<String, byte[]> secrets) {
    HeardAttempt attempt = start(command, Long.MAX_VALUE, SecretValues.of(secrets));
    attempt.awaitEnd(LONG);
    return attempt;
  }

  private HeardAttempt start(Command<?> command, long demand) {
    return start(command, demand, SecretValues.none());
  }

  private HeardAttempt start(Command<?> command, long demand, SecretValues secrets) {
    HeardAttempt attempt = new HeardAttempt();
    heard.add(attempt);
    Request request =
        new Request(
            node(),
            command,
            secrets,
            HexFormat.of().toHexDigits(random.nextLong()),
            1,
            command.limits().attemptTimeout());
    attempt.begun(transport.start(request, attempt));
    if (demand > 0) {
      attempt.exchange().request(demand);
    }
    return attempt;
  }

  private static Command<CapturedOutput> shell(String script) {
    return limited(Command.of("sh", "-c", script).readOnly());
  }

  private static Command<CapturedOutput> change(String script) {
    return limited(Command.of("sh", "-c", script).changes(Repetition.REPEATABLE));
  }

  private static Command<CapturedOutput> limited(Command.NeedsLimits command) {
    return command.limits(Limits.of(LONG, 10L * LARGE).withGrace(GRACE));
  }

  private static List<Argument> printf(Argument argument) {
    return List.of(Argument.of("printf"), Argument.of("%s"), argument);
  }

  /** Prints so many bytes by nothing but what every userland has. */
  private static String printing(int bytes) {
    return "head -c " + bytes + " /dev/zero";
  }

  private static ExchangeEnd exited(int status) {
    return new ExchangeEnd.Exited(new ExitStatus(status));
  }

  private void assertStopped(ExchangeEnd end) {
    if (confirmsStops()) {
      assertThat(end).isInstanceOf(ExchangeEnd.StoppedConfirmed.class);
    } else {
      assertThat(end).isInstanceOf(ExchangeEnd.StoppedUnconfirmed.class);
    }
  }

  /** A zombie has ended, though nobody has collected it. */
  private boolean isAlive(String pid) {
    HeardAttempt look =
        run(
            shell(
                "kill -s 0 "
                    + pid
                    + " 2>/dev/null || exit 1; [ -r /proc/"
                    + pid
                    + "/stat ] || exit 0; read -r s </proc/"
                    + pid
                    + "/stat; case ${s##*) } in Z*|X*) exit 1;; esac"));
    return look.awaitEnd(LONG).equals(exited(0));
  }

  private String scratchPath() {
    String path = "/tmp/rebe-kit-" + UUID.randomUUID();
    scratch.add(path);
    return path;
  }

  private static void awaitChunks(HeardAttempt attempt, int chunks) {
    awaitTrue(() -> attempt.chunks() >= chunks || attempt.isOver(), attempt);
  }

  private static void awaitOutput(HeardAttempt attempt, String text) {
    awaitTrue(() -> attempt.stdoutText().contains(text) || attempt.isOver(), attempt);
  }

  private static void awaitTrue(BooleanSupplier condition, HeardAttempt at) {
    long endNanos = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("After " + LONG + " only this was heard: " + at);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
