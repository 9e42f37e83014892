package dog.rebe.ssh.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One step of an answer. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
sealed interface AnswerStep {

  /** Whether nothing that follows can be the command's own end. */
  default boolean ends() {
    return false;
  }

  /** Bytes on the standard output. */
  record Print(byte[] bytes) implements AnswerStep {
    @Override
    public String toString() {
      return "print " + new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** Bytes on the standard error stream. */
  record PrintError(byte[] bytes) implements AnswerStep {
    @Override
    public String toString() {
      return "print error " + new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** The same bytes without end. */
  record Flood(byte[] bytes) implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public String toString() {
      return "flood " + new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** A pause. */
  record Wait(Duration pause) implements AnswerStep {}

  /** A pause without end. */
  record Hang() implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }
  }

  /** An exit status. */
  record Exit(int status) implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }
  }

  /** An exit signal. */
  record Signal(String name) implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }
  }

  /** The channel closes without a word. */
  record Vanish() implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }
  }

  /** The connection closes. */
  record CutConnection() implements AnswerStep {
    @Override
    public boolean ends() {
      return true;
    }
  }
}
