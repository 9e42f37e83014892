package dog.rebe.chronicle.witness;

import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.chronicle.tree.TileFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Commits each checkpoint to a clone of a git repository and pushes it. It is as good a witness as
 * the server: one that refuses forced pushes keeps what it was given.
 *
 * <p>The program {@code git} must be on the path; the clone must have a branch with an upstream to
 * push to, and whoever runs this must be able to push without being asked. Nothing else may work in
 * the clone.
 */
public final class GitWitness implements Witness {

  private static final int MAX_OUTPUT_BYTES = 64 * 1024;

  private final Path clone;
  private final String name;
  private final FileWitness file;
  private final Duration limit;

  private GitWitness(Path clone, String name, FileWitness file, Duration limit) {
    this.clone = clone;
    this.name = name;
    this.file = file;
    this.limit = limit;
  }

  /**
   * A witness in this clone.
   *
   * @param clone the work tree of the clone
   * @param name of the file in it, without folders, such as {@code farm.checkpoint}
   * @param key the public key of the chronicle
   * @param limit how long each of git's commands may take; more than zero
   */
  public static GitWitness in(Path clone, String name, VerifierKey key, Duration limit) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no plain name of a file: write letters, digits, '.', '_' and '-'");
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("The limit of " + limit + " must be more than zero");
    }
    return new GitWitness(
        Objects.requireNonNull(clone, "clone"),
        name,
        FileWitness.in(clone.resolve(name), key),
        limit);
  }

  @Override
  public synchronized SignedNote show(SignedNote checkpoint, TileFolder tree) throws IOException {
    git("pull", "--quiet", "--ff-only");
    SignedNote shown = file.show(checkpoint, tree);
    git("add", "--", name);
    if (!git("status", "--porcelain", "--", name).isBlank()) {
      Checkpoint covered = Checkpoint.of(shown);
      git("commit", "--quiet", "-m", covered.origin() + " " + covered.size(), "--", name);
    }
    git("push", "--quiet");
    return shown;
  }

  private String git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
    command.addAll(List.of(words));
    // Into a file, because reading from a pipe would not know the limit
    Path output = Files.createTempFile("rebe-git", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("git " + words[0] + " took longer than " + limit);
      }
      String said = read(output);
      if (process.exitValue() != 0) {
        throw new IOException("git " + words[0] + " failed in " + clone + ": " + said.strip());
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while git " + words[0] + " ran", e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  private static String read(Path output) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      return new String(in.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
    }
  }
}
