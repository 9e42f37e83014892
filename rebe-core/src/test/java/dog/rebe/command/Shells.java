package dog.rebe.command;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs command lines by the shells of this machine, as an SSH server does: {@code SHELL -c LINE}.
 */
public final class Shells {

  /** The POSIX shells that nodes have. */
  public static final List<List<String>> POSIX =
      List.of(List.of("dash"), List.of("bash"), List.of("busybox", "sh"));

  /** The login shells that read another language. */
  public static final List<List<String>> FOREIGN = List.of(List.of("fish"), List.of("tcsh"));

  public static final List<List<String>> ALL =
      Stream.concat(POSIX.stream(), FOREIGN.stream()).toList();

  private Shells() {}

  /** Those of {@code shells} that are installed; skips the test, or fails it, where one is not. */
  public static List<List<String>> installed(List<List<String>> shells) {
    List<List<String>> present = new ArrayList<>();
    for (List<String> shell : shells) {
      if (isInstalled(shell.get(0))) {
        present.add(shell);
      } else if (Boolean.getBoolean("rebe.requireSystem")) {
        fail("The program " + shell.get(0) + " is not installed and rebe.requireSystem is set");
      }
    }
    assumeTrue(!present.isEmpty(), "None of the shells " + shells + " is installed");
    return present;
  }

  /** Skips the test, or fails it, where the program is not installed. */
  public static void require(String program) {
    if (!isInstalled(program) && Boolean.getBoolean("rebe.requireSystem")) {
      fail("The program " + program + " is not installed and rebe.requireSystem is set");
    }
    assumeTrue(isInstalled(program), "The program " + program + " is not installed");
  }

  public static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  /** What a command line did; one character for each byte. */
  public record Ran(String out, String err, int exit) {

    /** Takes the header off standard output. */
    public Answer answer(String nonce) {
      HeaderReader reader = new HeaderReader(nonce);
      ByteBuffer rest = reader.feed(ByteBuffer.wrap(Latin1.bytes(out)));
      byte[] bytes = new byte[rest.remaining()];
      rest.get(bytes);
      return new Answer(reader, new Latin1(bytes).text(), this);
    }
  }

  /** A header and what came after it. */
  public record Answer(HeaderReader header, String out, Ran ran) {

    /** What was printed with a NUL behind each. */
    public List<String> arguments() {
      return out.isEmpty()
          ? List.of()
          : List.of(out.substring(0, out.length() - 1).split("\0", -1));
    }
  }

  public static Ran run(List<String> shell, byte[] commandLine) {
    return run(shell, commandLine, new byte[0], Map.of());
  }

  /**
   * Runs a command line. Java passes arguments as text of the platform's encoding, so the bytes
   * travel by a shell that reads them from a variable of its own making.
   */
  public static Ran run(
      List<String> shell, byte[] commandLine, byte[] input, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCH, "launch"));
    command.addAll(shell);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LINE", octal(commandLine));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      CompletableFuture<byte[]> err = read(process.getErrorStream());
      CompletableFuture<byte[]> out = read(process.getInputStream());
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException e) {
        // The command need not read its input.
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        fail("The shell " + shell + " did not end");
      }
      return new Ran(
          new Latin1(out.join()).text(), new Latin1(err.join()).text(), process.exitValue());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static final String LAUNCH =
      "l=$(printf '%b.' \"$LINE\");l=${l%.};unset LINE;exec \"$@\" -c \"$l\"";

  private static String octal(byte[] bytes) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      if (b >= ' ' && b < 0x7f && b != '\\') {
        escaped.append((char) b);
      } else {
        escaped.append(String.format("\\0%03o", b & 0xff));
      }
    }
    return escaped.toString();
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        },
        Shells::inThreadOfItsOwn);
  }

  /**
   * The common pool has a single thread on two cores, and newer JDKs use it all the same: tasks
   * that wait for each other would wait for ever.
   */
  static void inThreadOfItsOwn(Runnable task) {
    new Thread(task, "shell").start();
  }
}
