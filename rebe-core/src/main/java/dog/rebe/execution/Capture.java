package dog.rebe.execution;

import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the output of one attempt. Frozen when the attempt ends: a transport that is
 * given up may still be delivering. Thread-safe.
 */
final class Capture {

  private final Limits limits;
  private @Nullable StreamCapture stdout;
  private @Nullable StreamCapture stderr;
  private boolean frozen;

  Capture(Limits limits) {
    this.limits = limits;
  }

  /**
   * Keeps what there is room for.
   *
   * @return whether everything had room
   */
  synchronized boolean accept(OutputStreamName stream, ByteBuffer chunk) {
    return frozen || of(stream).accept(chunk);
  }

  private StreamCapture of(OutputStreamName stream) {
    if (stream == OutputStreamName.STDOUT) {
      if (stdout == null) {
        stdout = new StreamCapture(limits.stdoutBytes());
      }
      return stdout;
    }
    if (stderr == null) {
      stderr = new StreamCapture(limits.stderrBytes());
    }
    return stderr;
  }

  synchronized CapturedOutput freeze() {
    frozen = true;
    if (stdout == null && stderr == null) {
      return CapturedOutput.empty();
    }
    CapturedOutput none = CapturedOutput.empty();
    return new CapturedOutput(
        stdout == null ? none.stdout() : stdout.captured(),
        stderr == null ? none.stderr() : stderr.captured());
  }
}
