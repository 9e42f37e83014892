package dog.rebe.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A journal in a home of its own, and a shell of this machine that delivers commands to it. */
final class NodeJournal {

  static final Limits LIMITS = Limits.of(Duration.ofSeconds(20), 4096);

  private static final int PLENTY = 1000;

  private final Path home;
  private final List<String> shell;
  private int deliveries;

  NodeJournal(Path home, List<String> shell) {
    this(home, shell, 0);
  }

  /**
   * @param caller tells the nonces of several who deliver to one home apart
   */
  NodeJournal(Path home, List<String> shell, int caller) {
    this.home = home;
    this.shell = shell;
    this.deliveries = caller * PLENTY;
  }

  /** What a delivery gave. */
  record Delivered(HeaderReader header, String out, String err, int exit) {

    Optional<JournalAnswer> answer() {
      return header.answer();
    }

    int status() {
      return ((JournalAnswer.Ended) header.answer().orElseThrow()).status();
    }
  }

  Path home() {
    return home;
  }

  JournalEpoch epoch() {
    Shells.Ran ran = run(JournalEpoch.ask(LIMITS), new byte[0]);
    Shells.Answer answer = ran.answer(nonce());
    return JournalEpoch.parse(answer.out().strip())
        .orElseThrow(() -> new AssertionError("No epoch: " + ran));
  }

  Delivered deliver(Command<?> command) {
    return deliver(command, new byte[0]);
  }

  Delivered deliver(Command<?> command, byte[] input) {
    return read(run(command, input));
  }

  Delivered read(Shells.Ran ran) {
    HeaderReader header = new HeaderReader(nonce());
    ByteBuffer rest = header.feed(ByteBuffer.wrap(Latin1.bytes(ran.out())));
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    return new Delivered(header, new Latin1(bytes).text(), ran.err(), ran.exit());
  }

  private Shells.Ran run(Command<?> command, byte[] input) {
    deliveries++;
    return Shells.run(shell, script(command), input, Map.of("HOME", home.toString()));
  }

  byte[] script(Command<?> command) {
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), nonce());
    return ShellDialect.POSIX.commandLine(lowered);
  }

  /** The script of a further delivery. */
  byte[] nextScript(Command<?> command) {
    deliveries++;
    return script(command);
  }

  /** Delivers what {@link #nextScript} gave, or something like it. */
  Delivered deliverScript(byte[] script) {
    return read(Shells.run(shell, script, new byte[0], Map.of("HOME", home.toString())));
  }

  /** Of the last delivery; of its own for each home. */
  String nonce() {
    return String.format("%016x%08x", home.toString().hashCode() & 0xffffffffL, deliveries);
  }

  /** The processes of this journal's wrappers that are still there. */
  List<ProcessHandle> leftovers() {
    return wrappers(nonce().substring(0, 16));
  }

  /**
   * The shells that run a wrapper whose nonce begins so, lowest first. From /proc, because the JDK
   * knows no arguments of more than a page.
   */
  static List<ProcessHandle> wrappers(String nonce) {
    String mark = "rebe_w=$rebe_e/." + nonce;
    return ProcessHandle.allProcesses()
        .filter(process -> arguments(process.pid()).contains(mark))
        .filter(process -> !process.info().command().orElse("").endsWith("/setsid"))
        .sorted()
        .toList();
  }

  private static String arguments(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /**
   * The names of the files in the journal's folder of this boot, except those of the journal
   * itself.
   */
  List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder())) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("id") && !name.equals(".tidied"))
          .sorted()
          .toList();
    }
  }

  Path folder() throws IOException {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    return home.resolve(".local/state/rebe").resolve(boot);
  }

  Path record(Token token) throws IOException {
    return folder().resolve(token.id());
  }
}
