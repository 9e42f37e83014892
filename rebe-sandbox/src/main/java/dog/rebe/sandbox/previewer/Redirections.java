package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.shell.Redirection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where one command reads and writes. Files are opened in their order before it runs, as shells do;
 * they are written to by our own {@code tee}, so they meet the same modes as everything else.
 */
final class Redirections {

  private static final String NOWHERE = "/dev/null";

  /** Where a stream goes. */
  private sealed interface Goal {
    /** Where the shell's own goes. */
    record Through(int descriptor) implements Goal {}

    /** To nobody. */
    record Nowhere() implements Goal {}

    /** To the end of a file. */
    record File(String path) implements Goal {}
  }

  private final Tools tools;
  private final String directory;
  private ByteBuffer input;
  private Goal output = new Goal.Through(1);
  private Goal errors = new Goal.Through(2);

  Redirections(Tools tools, String directory, ByteBuffer input) {
    this.tools = tools;
    this.directory = directory;
    this.input = input;
  }

  void add(Redirection redirection, String target) throws CannotTell {
    switch (redirection.kind()) {
      case READ -> input = target.equals(NOWHERE) ? ByteBuffer.allocate(0) : content(target);
      case TEXT -> input = ByteBuffer.wrap(target.getBytes(StandardCharsets.UTF_8));
      case DUPLICATE -> duplicate(redirection.descriptor(), target);
      case WRITE -> direct(redirection.descriptor(), open(target, List.of("tee", "--", target)));
      case APPEND ->
          direct(redirection.descriptor(), open(target, List.of("tee", "-a", "--", target)));
    }
  }

  private void duplicate(int descriptor, String target) throws CannotTell {
    if (target.equals("1")) {
      direct(descriptor, output);
    } else if (target.equals("2")) {
      direct(descriptor, errors);
    } else {
      throw new CannotTell("I do not follow a redirection to " + target);
    }
  }

  private void direct(int descriptor, Goal goal) {
    if (descriptor == 1) {
      output = goal;
    } else {
      errors = goal;
    }
  }

  private Goal open(String target, List<String> tee) throws CannotTell {
    if (target.equals(NOWHERE)) {
      return new Goal.Nowhere();
    }
    ToolRun run = tools.run(tee, directory, ByteBuffer.allocate(0));
    if (run.status() != 0) {
      throw new CannotTell(
          "the shell could not write to " + target + ", and shells differ in what follows");
    }
    return new Goal.File(target);
  }

  private ByteBuffer content(String target) throws CannotTell {
    ToolRun run = tools.run(List.of("cat", "--", target), directory, ByteBuffer.allocate(0));
    if (run.status() != 0 || run.output().isCut()) {
      throw new CannotTell(
          "the shell could not read " + target + ", and shells differ in what follows");
    }
    return ByteBuffer.wrap(run.output().bytes());
  }

  /** What the command reads: what is left of its input, as one before it may have read some. */
  ByteBuffer input() {
    return input;
  }

  /**
   * For a command of which nobody can say what it prints.
   *
   * @param captured whether somebody reads what the shell prints
   */
  void requireUnread(String command, boolean captured) throws CannotTell {
    for (Goal goal : List.of(output, errors)) {
      boolean read =
          goal instanceof Goal.File
              || (captured && goal instanceof Goal.Through through && through.descriptor() == 1);
      if (read) {
        throw new CannotTell(
            "what '" + command + "' prints is kept or read, and nobody can say it beforehand");
      }
    }
  }

  /** Brings what the command wrote to where it goes. */
  void write(
      byte[] printed, byte[] complained, ByteArrayOutputStream out, ByteArrayOutputStream log)
      throws CannotTell {
    write(output, printed, out, log);
    write(errors, complained, out, log);
  }

  private void write(Goal goal, byte[] bytes, ByteArrayOutputStream out, ByteArrayOutputStream log)
      throws CannotTell {
    if (goal instanceof Goal.Through through) {
      (through.descriptor() == 1 ? out : log).writeBytes(bytes);
    } else if (goal instanceof Goal.File file && bytes.length > 0) {
      ToolRun run =
          tools.run(List.of("tee", "-a", "--", file.path()), directory, ByteBuffer.wrap(bytes));
      if (run.status() != 0) {
        throw new CannotTell("the file " + file.path() + " could not be written to");
      }
    }
  }
}
