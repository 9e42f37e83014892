package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the script of one command. Used once. */
final class Lowering {

  /**
   * The shell reads its process group and the start time of that group's leader, fields 5 and 22 of
   * proc(5)'s stat, without a fork. One read does where the shell leads its group, as it does under
   * an SSH server; that is worth a tenth of a millisecond for each command. Otherwise (under sudo
   * another process leads, and a name in field 2 may hold blanks) everything up to the name's
   * closing bracket is dropped.
   */
  static final String READ_GROUP =
      "if [ -r /proc/$$/stat ];then read -r rebe_x rebe_s rebe_y rebe_x rebe_g "
          + "rebe_x ".repeat(16)
          + "rebe_t rebe_x </proc/$$/stat;case \"$rebe_s $rebe_y $rebe_g\" in \"(\"*\") \"[A-Z]\""
          + " \"$$);;*)read -r rebe_s </proc/$$/stat;set -- ${rebe_s##*) };rebe_g=$3 rebe_t=0;if ["
          + " -r /proc/$3/stat ];then read -r rebe_s </proc/$3/stat;set -- ${rebe_s##*)"
          + " };rebe_t=${20};fi;;esac;else rebe_g=$$ rebe_t=0;fi\n";

  /** Stands between the header and a script, which finds the shell as if nothing had been there. */
  static final String FORGET = "set --;unset rebe_x rebe_s rebe_y rebe_g rebe_t rebe_v rebe_n\n";

  /**
   * bash and BusyBox take options of exec, dash takes none and no {@code --}: whoever runs a
   * program whose name begins with a hyphen must ask first, at the price of a fork.
   */
  static final String EXEC_HYPHEN =
      "if (exec -- /bin/sh -c :) 2>/dev/null;then exec -- \"$@\";else exec \"$@\";fi\n";

  private final Command<?> command;
  private final SecretValues secrets;
  private final String nonce;
  private final ScriptText script = new ScriptText();
  private final List<byte[]> input = new ArrayList<>();
  private final Map<String, String> ownedByShell = new LinkedHashMap<>();
  private final ScriptText exports = new ScriptText();
  private final boolean stays;
  private @Nullable PrivateFiles files;

  Lowering(Command<?> command, SecretValues secrets, String nonce) {
    this.command = command;
    this.secrets = secrets;
    this.nonce = nonce;
    this.stays = command.token().isPresent() || command.onDisconnect() == OnDisconnect.END;
  }

  LoweredCommand lower() {
    script.add(READ_GROUP);
    Optional<Token> token = command.token();
    if (token.isPresent()) {
      placeJournal(token.get());
    }
    if (command.tokenUse() != TokenUse.COLLECT) {
      prepare();
    }
    if (token.isPresent()) {
      claim(token.get());
    } else if (stays) {
      sayRun();
      WatchdogScript.write(script, body(), inputFile(), files != null, command);
    } else {
      sayRun();
      if (command.invocation() instanceof Batch batch) {
        BatchScript.write(batch, nonce, script);
      } else {
        script.add(body());
      }
    }
    byte[] inner = script.toBytes();
    byte[] whole =
        command
            .runAs()
            .map(
                user ->
                    new ScriptText()
                        .add(echo(Frames.USER, "$0"))
                        .add(RunAsScript.around(user, inner))
                        .toBytes())
            .orElse(inner);
    byte[] prefix = SecretLine.join(input);
    return new LoweredCommand(whole, prefix, nonce, command.runAs().isPresent());
  }

  /** Before anything that the command's own environment could lead astray. */
  private void placeJournal(Token token) {
    JournalEpoch epoch =
        token
            .epoch()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The token " + token.id() + " was not bound to the journal's epoch"));
    script
        .add(JournalPlace.text(command.runAs(), token, epoch))
        .add("case $rebe_j in /?*/.local/*);;*)")
        .add(refuse(FailureKind.JOURNAL_UNAVAILABLE))
        .add(";;esac\n");
  }

  /** Who starts work and does not wait for it goes as soon as the work has let go of his output. */
  private void claim(Token token) {
    List<byte[]> steps = new JournalScript(command, token, nonce, inputFile()).steps(body());
    if (command.tokenUse() == TokenUse.DETACH) {
      script.add(files == null ? "" : "trap - 0 HUP INT TERM\n").add("{ (\n");
      script.add(files == null ? "" : PrivateFiles.REMOVE);
      steps.forEach(script::add);
      script.add(") </dev/null &\n} | cat\n");
    } else {
      steps.forEach(script::add);
    }
  }

  /** The command itself, which replaces the shell that runs it, except for a script. */
  private byte[] body() {
    ScriptText body = new ScriptText();
    body.add(exports.toBytes());
    if (command.invocation() instanceof Invocation.ArgumentList list) {
      exec(body, list.arguments());
    } else {
      run(body, (Invocation.Script) command.invocation());
    }
    return body.toBytes();
  }

  /** The word of the file that a command reads whose standard input is needed otherwise. */
  private String inputFile() {
    return spoolsInput() ? "\"$rebe_d/in\"" : "/dev/null";
  }

  private boolean spoolsInput() {
    if (stays && command.input() instanceof StandardInput.Stream) {
      throw new IllegalArgumentException(
          "A command that has a token, or ends with its connection, reads no stream:"
              + " give it its input as bytes, or send a file first");
    }
    return stays
        && command.tokenUse() != TokenUse.COLLECT
        && command.input() != StandardInput.none();
  }

  /** The whole input is on the node before the command begins, or the command does not begin. */
  private void spool(PrivateFiles place) {
    int length;
    if (command.input() instanceof StandardInput.OfSecret secret) {
      byte[] bytes = secrets.valueOf(secret.secret());
      length = bytes.length;
      Arrays.fill(bytes, (byte) 0);
    } else {
      length = ((StandardInput.Bytes) command.input()).bytes().length;
    }
    place.addInput(length);
  }

  private void prepare() {
    List<Argument.SecretFile> secretFiles = secretFiles();
    boolean readsSecrets =
        !secretFiles.isEmpty()
            || command.environment().values().stream()
                .anyMatch(EnvironmentValue.OfSecret.class::isInstance);
    if (command.directory().isPresent() || readsSecrets || spoolsInput()) {
      script.add(echo(Frames.GROUP, "$rebe_g", "$rebe_t", "$0"));
    }
    command.directory().ifPresent(this::changeDirectory);
    command.environment().forEach(this::export);
    requireProgram();
    if (!secretFiles.isEmpty() || spoolsInput()) {
      PrivateFiles made = new PrivateFiles(nonce, script);
      files = made;
      for (Argument.SecretFile file : secretFiles) {
        made.add(file.secret().name());
        input.add(line(file.secret()));
      }
      if (spoolsInput()) {
        spool(made);
      }
    }
  }

  /**
   * Asks the shell for the program before the command is said to begin: once exec has failed,
   * nobody can tell its 127 from one of the command's own. No fork. Where the shell has a builtin
   * of the name, it does not look for a file. Not where a token's record must answer although the
   * program may be gone, nor where the environment comes later.
   */
  private void requireProgram() {
    if (!stays
        && command.invocation() instanceof Invocation.ArgumentList list
        && list.arguments().get(0) instanceof Argument.Literal program) {
      byte[] name = program.bytes();
      if (new Latin1(name).text().indexOf('/') >= 0) {
        script.add("{ [ -x ").word(name).add(" ]&&[ ! -d ").word(name).add(" ];}");
      } else {
        script.add("command -v -- ").word(name).add(" >/dev/null 2>&1");
      }
      script.add("||{ " + refuse(FailureKind.PROGRAM_NOT_FOUND) + ";}\n");
    }
  }

  private List<Argument.SecretFile> secretFiles() {
    if (!(command.invocation() instanceof Invocation.ArgumentList list)) {
      return List.of();
    }
    Map<String, Argument.SecretFile> byName = new LinkedHashMap<>();
    for (Argument argument : list.arguments()) {
      if (argument instanceof Argument.SecretFile file) {
        byName.putIfAbsent(file.secret().name(), file);
      }
    }
    return List.copyOf(byName.values());
  }

  /**
   * A relative path gets "./" so that neither CDPATH nor a leading hyphen can change its meaning.
   */
  private void changeDirectory(String directory) {
    String path = directory.startsWith("/") ? directory : "./" + directory;
    script
        .add("command cd -P -- ")
        .word(path)
        .add("||{ ")
        .add(refuse(FailureKind.DIRECTORY_UNAVAILABLE))
        .add(";}\n");
  }

  private void export(String name, EnvironmentValue value) {
    if (value instanceof EnvironmentValue.Plain plain) {
      if (ShellVariables.isOwned(name)) {
        ownedByShell.put(name, plain.text());
      } else {
        ScriptText place = stays ? exports : script;
        place.add("export " + name + "=").word(plain.text()).add("\n");
      }
      return;
    }
    if (ShellVariables.isOwned(name)) {
      throw new IllegalArgumentException(
          "The variable " + name + " belongs to the shell and cannot be a secret");
    }
    Secret secret = ((EnvironmentValue.OfSecret) value).secret();
    byte[] bytes = secrets.valueOf(secret);
    for (byte b : bytes) {
      if (b == 0) {
        Arrays.fill(bytes, (byte) 0);
        throw new IllegalArgumentException(
            "The secret " + secret.name() + " holds a NUL: no environment variable can have one");
      }
    }
    input.add(SecretLine.of(bytes));
    Arrays.fill(bytes, (byte) 0);
    script
        .add("IFS= read -r " + name + "||{ " + refuse(FailureKind.PREPARATION_FAILED) + ";}\n")
        .add("case $" + name + " in *\\\\*)" + name + "=$(printf %b. \"$" + name + "\");")
        .add(name + "=${" + name + "%.};;esac\nexport " + name + "\n");
  }

  private byte[] line(Secret secret) {
    byte[] bytes = secrets.valueOf(secret);
    byte[] line = SecretLine.of(bytes);
    Arrays.fill(bytes, (byte) 0);
    return line;
  }

  private void sayRun() {
    if (command.invocation() instanceof Batch batch) {
      script.add(
          "echo \""
              + Frames.line(nonce, Frames.RUN, "$rebe_g", "$rebe_t", "$0")
              + "\n"
              + Frames.line(nonce, Frames.BATCH, String.valueOf(batch.members().size()))
              + "\"||exit 1\n");
    } else {
      script.add(echo(Frames.RUN, "$rebe_g", "$rebe_t", "$0"));
    }
  }

  private void exec(ScriptText target, List<Argument> arguments) {
    ScriptText words = new ScriptText();
    for (Argument argument : arguments) {
      words.add(" ");
      if (argument instanceof Argument.Literal literal) {
        words.word(literal.bytes());
      } else {
        words.add(fileOf((Argument.SecretFile) argument));
      }
    }
    String program =
        arguments.get(0) instanceof Argument.Literal literal
            ? new Latin1(literal.bytes()).text()
            : "";
    boolean replacesShell = files == null || stays;
    String open = replacesShell ? "" : "(";
    String close = replacesShell ? "\n" : PrivateFiles.end(command.acceptedExits());
    boolean hyphen = program.startsWith("-");
    if (ownedByShell.isEmpty() && !hyphen) {
      target.add(open + "exec").add(words.toBytes()).add(close);
    } else if (ownedByShell.isEmpty()) {
      target.add("set --").add(words.toBytes()).add("\n" + open + EXEC_HYPHEN);
      target.add(replacesShell ? "" : close);
    } else {
      target.add(open + "exec env");
      addOwned(target);
      if (hyphen || program.indexOf('=') >= 0) {
        target.add(" /bin/sh -c ").word(hyphen ? EXEC_HYPHEN : "exec \"$@\"").add(" sh");
      }
      target.add(words.toBytes()).add(close);
    }
  }

  private String fileOf(Argument.SecretFile argument) {
    if (files == null) {
      throw new IllegalStateException("No private file was written");
    }
    return files.path(argument.secret().name());
  }

  private void run(ScriptText target, Invocation.Script text) {
    if (stays || !ownedByShell.isEmpty()) {
      target.add(ownedByShell.isEmpty() ? "exec" : "exec env");
      addOwned(target);
      target.add(" /bin/sh -c ").word(text.text()).add("\n");
    } else {
      target.add(FORGET).add(text.text());
    }
  }

  private void addOwned(ScriptText target) {
    ownedByShell.forEach((name, value) -> target.add(" ").word(name + "=" + value));
  }

  private String echo(String... fields) {
    return "echo \"" + Frames.line(nonce, fields) + "\"||exit 1\n";
  }

  private String refuse(FailureKind kind) {
    return refuse(nonce, kind);
  }

  static String refuse(String nonce, FailureKind kind) {
    return "echo " + Frames.line(nonce, Frames.REFUSED, kind.code()) + ";exit 1";
  }
}
