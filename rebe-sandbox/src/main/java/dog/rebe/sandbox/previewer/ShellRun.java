package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.sandbox.shell.Redirection;
import dog.rebe.sandbox.shell.Script;
import dog.rebe.sandbox.shell.Word;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Follows a script, command by command, as a POSIX shell runs it. Commands of a pipe run one after
 * the other: none of our tools waits for another.
 */
final class ShellRun {

  private static final int MAX_OUTPUT = 8 << 20;

  private final Tools tools;
  private final ShellFiles files;
  private final ShellState state;
  private final ByteArrayOutputStream log;
  private final PassedOver passed;
  private final boolean captured;

  /**
   * A shell.
   *
   * @param passed takes what is passed over
   * @param captured whether somebody reads what it prints
   */
  ShellRun(
      Tools tools,
      ShellFiles files,
      ShellState state,
      ByteArrayOutputStream log,
      PassedOver passed,
      boolean captured) {
    this.tools = tools;
    this.files = files;
    this.state = state;
    this.log = log;
    this.passed = passed;
    this.captured = captured;
  }

  /** Runs a whole script; says how it ends. */
  ShellStatus run(Script script, ByteBuffer input, ByteArrayOutputStream out) throws CannotTell {
    try {
      list(script, input, out, /* tested= */ false);
      return state.status();
    } catch (ShellEnd end) {
      return end.status();
    }
  }

  private void list(Script script, ByteBuffer input, ByteArrayOutputStream out, boolean tested)
      throws CannotTell, ShellEnd {
    for (Script.Statement statement : script.statements()) {
      statement(statement, input, out, tested);
      if (out.size() > MAX_OUTPUT) {
        throw new CannotTell("the script prints more than " + MAX_OUTPUT + " bytes");
      }
    }
  }

  /** A statement whose failure somebody looks at does not end the script. */
  private void statement(
      Script.Statement statement, ByteBuffer input, ByteArrayOutputStream out, boolean tested)
      throws CannotTell, ShellEnd {
    state.requireGoing();
    if (statement instanceof Script.Unknown unknown) {
      throw new CannotTell(unknown.reason());
    } else if (statement instanceof Script.And and) {
      statement(and.left(), input, out, /* tested= */ true);
      if (state.status().required() == 0) {
        statement(and.right(), input, out, tested);
      }
    } else if (statement instanceof Script.Or or) {
      statement(or.left(), input, out, /* tested= */ true);
      if (!state.status().isSure() && alwaysSucceeds(or.right())) {
        state.ended(0);
      } else if (state.status().required() != 0) {
        statement(or.right(), input, out, tested);
      }
    } else if (statement instanceof Script.Not not) {
      statement(not.statement(), input, out, /* tested= */ true);
      if (state.status().isSure()) {
        state.ended(state.status().code() == 0 ? 1 : 0);
      }
    } else if (statement instanceof Script.If choice) {
      list(choice.test(), input, out, /* tested= */ true);
      Script chosen = state.status().required() == 0 ? choice.yes() : choice.no();
      state.ended(0);
      list(chosen, input, out, tested);
    } else if (statement instanceof Script.For loop) {
      List<String> values = expansion(input).fields(loop.words());
      state.ended(0);
      if (Readers.read(loop.body(), loop.name())) {
        tools.willRead(state.directory(), values);
      }
      for (String value : values) {
        state.set(loop.name(), value);
        list(loop.body(), input, out, tested);
      }
    } else if (statement instanceof Script.Group group && !group.subshell()) {
      list(group.body(), input, out, tested);
    } else {
      closed(statement, input, out);
      if (state.endsOnFailure() && !tested) {
        if (state.status().code() != 0) {
          throw new ShellEnd(state.status());
        }
        state.perhapsEndedBy(state.status().unsure());
      }
    }
  }

  /** {@code true} or {@code :} */
  private static boolean alwaysSucceeds(Script.Statement statement) {
    return statement instanceof Script.Simple simple
        && simple.assignments().isEmpty()
        && simple.redirections().isEmpty()
        && simple.words().size() == 1
        && simple.words().get(0).parts().size() == 1
        && simple.words().get(0).parts().get(0) instanceof Word.Text text
        && (text.text().equals("true") || text.text().equals(":"));
  }

  /** What ends with one status, whatever is in it. */
  private void closed(Script.Statement statement, ByteBuffer input, ByteArrayOutputStream out)
      throws CannotTell, ShellEnd {
    if (statement instanceof Script.Simple simple) {
      simple(simple, input, out);
    } else if (statement instanceof Script.Group group) {
      state.ended(subshell(group.body(), input, out, captured));
    } else if (statement instanceof Script.Pipeline pipeline) {
      ByteBuffer between = input;
      for (int i = 0; i < pipeline.commands().size(); i++) {
        boolean last = i == pipeline.commands().size() - 1;
        ByteArrayOutputStream next = last ? out : new ByteArrayOutputStream();
        Script only = new Script(List.of(pipeline.commands().get(i)));
        state.ended(subshell(only, between, next, captured || !last));
        between = ByteBuffer.wrap(next.toByteArray());
      }
    } else {
      throw new IllegalStateException("This is no statement that is closed: " + statement);
    }
  }

  private ShellStatus subshell(
      Script script, ByteBuffer input, ByteArrayOutputStream out, boolean read) throws CannotTell {
    return new ShellRun(tools, files, state.copy(), log, passed, read).run(script, input, out);
  }

  private Expansion expansion(ByteBuffer input) {
    return new Expansion(
        state,
        files,
        script -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          state.ended(subshell(script, input, out, /* read= */ true));
          return CommandRun.text(out.toByteArray());
        });
  }

  private void simple(Script.Simple command, ByteBuffer input, ByteArrayOutputStream out)
      throws CannotTell, ShellEnd {
    ShellStatus before = state.status();
    Expansion expansion = expansion(input);
    List<String> words = expansion.fields(command.words());
    List<String> values = new ArrayList<>();
    state.ended(command.words().isEmpty() ? ShellStatus.of(0) : before);
    for (Script.Assignment assignment : command.assignments()) {
      values.add(expansion.text(assignment.value()));
    }
    if (words.isEmpty()) {
      for (int i = 0; i < values.size(); i++) {
        state.set(command.assignments().get(i).name(), values.get(i));
      }
    } else if (!values.isEmpty()) {
      throw new CannotTell(
          "I do not know what " + words.get(0) + " does with a variable before it");
    }
    Redirections to = new Redirections(tools, state.directory(), input);
    for (Redirection redirection : command.redirections()) {
      to.add(redirection, expansion.text(redirection.target()));
    }
    if (words.isEmpty()) {
      return;
    }
    Optional<BlindSpot> service = ServicePrograms.of(words);
    if (service.isPresent()) {
      passed.over(service.get());
      to.requireUnread(service.get().subject(), captured);
      state.ended(ShellStatus.unsure(service.get().subject()));
      return;
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    OptionalInt own = new Builtins(state, files).run(words, printed);
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    if (own.isPresent()) {
      state.ended(own.getAsInt());
    } else {
      List<String> arguments = new ArrayList<>(words);
      arguments.set(0, KnownPrograms.tool(words));
      ToolRun run = tools.run(arguments, state.directory(), to.input());
      if (run.output().isCut()) {
        throw new CannotTell(words.get(0) + " prints more than can be kept");
      }
      printed.writeBytes(run.output().bytes());
      complained.writeBytes(run.log().bytes());
      state.ended(run.status());
    }
    to.write(printed.toByteArray(), complained.toByteArray(), out, log);
  }
}
