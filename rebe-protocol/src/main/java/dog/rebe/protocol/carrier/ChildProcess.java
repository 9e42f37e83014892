package dog.rebe.protocol.carrier;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An agent as a child process of ours, on its standard streams. Also the way through a system's own
 * {@code ssh}: {@code ssh -T host rebe-agent}, whose authentication is then that of SSH. We started
 * the program, so it is what we take it for.
 */
public final class ChildProcess {

  private static final long PARTING_SECONDS = 2;

  private ChildProcess() {}

  /**
   * Starts this program for each link and ends it with the link.
   *
   * @param command program and arguments; copied
   */
  public static Connector of(List<String> command) {
    return of(command, null);
  }

  /** The same, with what the program writes to its standard error at the end of this file. */
  public static Connector of(List<String> command, @org.jspecify.annotations.Nullable File errors) {
    List<String> program = List.copyOf(command);
    return timeout -> {
      ProcessBuilder builder = new ProcessBuilder(program);
      builder.redirectError(
          errors == null
              ? ProcessBuilder.Redirect.DISCARD
              : ProcessBuilder.Redirect.appendTo(errors));
      return new ProcessLink(builder.start(), "process " + program.get(0));
    };
  }

  private static final class ProcessLink implements Link {
    private final Process process;
    private final InputStream input;
    private final OutputStream output;
    private final CarrierProof proof;

    ProcessLink(Process process, String name) {
      this.process = process;
      this.input = process.getInputStream();
      this.output = process.getOutputStream();
      this.proof = CarrierProof.authenticated(name);
    }

    @Override
    public InputStream input() {
      return input;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public CarrierProof proof() {
      return proof;
    }

    /** The end of its input tells a good agent to end; another is ended two seconds later. */
    @Override
    public void close() {
      Thread end = new Thread(this::end, "rebe-agent-process-end");
      end.setDaemon(true);
      end.start();
    }

    /** Closing the output waits for a writer who is stuck until the process is gone. */
    private void end() {
      CompletableFuture<Void> killed =
          process
              .onExit()
              .completeOnTimeout(process, PARTING_SECONDS, TimeUnit.SECONDS)
              .thenAccept(Process::destroyForcibly);
      Closing.quietly(output);
      killed.join();
      Closing.quietly(input);
    }
  }
}
