package dog.rebe.sandbox.packaging;

import dog.rebe.change.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process that works on a store: it installs packages over and over, reads each, lets go of
 * some, and collects.
 */
final class StoreProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private StoreProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts one.
   *
   * @param rounds how often it goes over the packages
   */
  static StoreProcess start(Path store, Path packages, int rounds, Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(StoreProcess.class.getName());
    command.addAll(List.of(store.toString(), packages.toString(), String.valueOf(rounds)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new StoreProcess(process, output);
  }

  /** Waits until it has worked at least this many rounds, or has ended. */
  boolean hasWorked(int rounds) throws IOException {
    return !process.isAlive() || said().lines().count() >= rounds;
  }

  String said() throws IOException {
    return Files.readString(output);
  }

  /** Ends it without a warning, wherever it is. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      throw new AssertionError("A process that uses the store does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: store, folder of packages, rounds. */
  public static void main(String[] arguments) throws IOException, PackageException {
    PluginStore store = PluginStore.open(Path.of(arguments[0]));
    List<PluginPackage> packages = new ArrayList<>();
    try (var files = Files.list(Path.of(arguments[1]))) {
      for (Path file : files.sorted().toList()) {
        packages.add(PluginPackage.read(Files.readAllBytes(file)));
      }
    }
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      for (int i = 0; i < packages.size(); i++) {
        Digest digest = store.install(packages.get(i));
        // Those that nobody unpins are there for everybody, whatever the others do
        if (i % 2 == 0) {
          store.read(digest);
        } else {
          store.unpin(digest);
        }
      }
      store.collect();
      System.out.println(round);
    }
  }
}
