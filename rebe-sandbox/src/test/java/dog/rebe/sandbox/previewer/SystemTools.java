package dog.rebe.sandbox.previewer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tools of this machine. */
final class SystemTools {

  private SystemTools() {}

  /** Skips the test without GNU's tools, or fails it if they are required. */
  static void requireGnu() {
    boolean gnu;
    try {
      Process process = new ProcessBuilder("cp", "--version").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      gnu = process.waitFor() == 0 && text.contains("GNU coreutils");
    } catch (java.io.IOException | InterruptedException e) {
      gnu = false;
    }
    require(gnu, "GNU coreutils are not installed");
  }

  /** Skips the test without this program, or fails it if it is required. */
  static void require(Path program) {
    require(Files.isExecutable(program), "There is no " + program);
  }

  private static void require(boolean there, String otherwise) {
    if (!there && Boolean.getBoolean("rebe.requireSystem")) {
      throw new AssertionError(otherwise + ", and rebe.requireSystem asks for it");
    }
    assumeTrue(there, otherwise);
  }

  static boolean isRoot() throws Exception {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  /** Runs a program in a folder, as this user or as another; says its exit status. */
  static int run(List<String> arguments, Path directory, int user, int umask) throws Exception {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "/bin/sh", "-c", "umask " + Integer.toOctalString(umask) + " && exec \"$@\"", "sh"));
    if (user != 0) {
      all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--"));
    }
    all.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It hangs: " + arguments);
    }
    return process.exitValue();
  }
}
