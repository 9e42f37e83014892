package dog.rebe.cli.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whether a standard stream of this process is a terminal. JDK 17 says that only of standard input
 * and output together, and never of standard error.
 */
public final class TerminalCheck {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private TerminalCheck() {}

  /**
   * Whether this file descriptor is a terminal.
   *
   * @param descriptor 0, 1 or 2
   */
  public static boolean isTerminal(int descriptor) {
    Path link = DESCRIPTORS.resolve(String.valueOf(descriptor));
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc, as on macOS: ask test(1), which inherits the three streams
      return Files.isDirectory(DESCRIPTORS) ? false : test(descriptor);
    }
  }

  private static boolean test(int descriptor) {
    try {
      Process process =
          new ProcessBuilder("test", "-t", String.valueOf(descriptor)).inheritIO().start();
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
