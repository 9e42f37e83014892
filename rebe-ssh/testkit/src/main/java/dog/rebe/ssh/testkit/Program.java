package dog.rebe.ssh.testkit;

import java.util.List;

/**
 * A program of an embedded node, where a fixed {@link Answer} is not enough. Called on an I/O
 * thread: it returns quickly, blocks never, and may be called by several threads at once.
 */
@FunctionalInterface
public interface Program {

  /**
   * What it does when it is run once.
   *
   * @param arguments its name first, then its arguments
   * @param input all of its standard input; empty unless {@link #readsInput}
   */
  Answer run(List<String> arguments, byte[] input);

  /**
   * Whether it waits for the end of its standard input before it runs. Input beyond 16 MiB kills
   * it.
   *
   * @param arguments its name first, then its arguments
   */
  default boolean readsInput(List<String> arguments) {
    return false;
  }

  /** A program that answers alike whatever its arguments are. */
  static Program answering(Answer answer) {
    return (arguments, input) -> answer;
  }

  /** The same program, run once its standard input has ended. */
  static Program reading(Program program) {
    return new Program() {
      @Override
      public Answer run(List<String> arguments, byte[] input) {
        return program.run(arguments, input);
      }

      @Override
      public boolean readsInput(List<String> arguments) {
        return true;
      }
    };
  }
}
