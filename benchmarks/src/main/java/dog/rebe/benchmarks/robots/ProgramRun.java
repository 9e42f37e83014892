package dog.rebe.benchmarks.robots;

import dog.rebe.chronicle.ChronicleBundle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.Findings;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The janitor's program in JVMs of its own, over one folder. */
final class ProgramRun {

  private static final Pattern RUN = Pattern.compile("\"run\":\"(run-[0-9a-f]+)\"");
  private static final int LONGEST_MINUTES = 15;

  private final Path fleet;
  private final Path folder;
  private final int nodes;
  private final String verifier;

  ProgramRun(Path fleet, Path folder, int nodes) throws IOException {
    this.fleet = fleet;
    this.folder = Files.createDirectories(folder);
    this.nodes = nodes;
    SigningKey signing = SigningKey.generate("example.com/janitor", new SecureRandom());
    Files.writeString(folder.resolve("key"), signing.secretText());
    verifier = signing.verifier().toString();
  }

  /** Starts it; with the id of a run it goes on with that. */
  Process start(String... run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(JanitorProgram.class.getName());
    command.addAll(List.of(fleet.toString(), folder.toString(), String.valueOf(nodes)));
    command.addAll(List.of(run));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** Waits for its end, and reads what it says of itself. */
  Properties figures(Process program) throws IOException, InterruptedException {
    if (!program.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || program.exitValue() != 0) {
      program.destroyForcibly();
      throw new IllegalStateException(
          "The program did not end well: " + Files.readString(folder.resolve("log")));
    }
    Properties figures = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve("figures"))) {
      figures.load(in);
    }
    return figures;
  }

  /** How many bytes its chronicle has. */
  long bytes() throws IOException {
    Path entries = JanitorProgram.entries(folder);
    return Files.exists(entries) ? Files.size(entries) : 0;
  }

  /** How many lines its chronicle has; 0 if there is none yet. */
  long lines() throws IOException {
    if (!Files.exists(JanitorProgram.entries(folder))) {
      return 0;
    }
    try (var lines = Files.lines(JanitorProgram.entries(folder))) {
      return lines.count();
    }
  }

  /** The last run in its chronicle that was begun and not ended; empty if there is none. */
  String unfinished() throws IOException {
    String run = "";
    if (!Files.exists(JanitorProgram.entries(folder))) {
      return run;
    }
    for (String line : Files.readAllLines(JanitorProgram.entries(folder))) {
      Matcher found = RUN.matcher(line);
      if (!line.contains("\"what\":\"run\"") || !found.find()) {
        continue;
      }
      run = line.contains("\"end\":") ? "" : found.group(1);
    }
    return run;
  }

  /** What an independent check of its chronicle finds. */
  Findings findings() throws IOException {
    return ChronicleCheck.with(TrustedKey.parse(verifier)).run(folder.resolve("chronicle"));
  }

  /** The public key of its chronicle, as verifiers take it. */
  String verifier() {
    return verifier;
  }

  /** Its chronicle in one file. */
  Path bundle() {
    Path bundle = folder.resolve("bundle");
    ChronicleBundle.write(folder.resolve("chronicle"), bundle);
    return bundle;
  }
}
