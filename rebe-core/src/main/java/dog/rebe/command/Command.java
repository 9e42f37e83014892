package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A command with everything that must be known before it may run: what is run, its effect, its
 * limits, and how its output becomes a value. Effect and limits have no defaults; the stages of
 * {@link #of} ask for them. Immutable and safe to share.
 *
 * <pre>{@code
 * Command<String> kernel =
 *     Command.of("uname", "-r")
 *         .readOnly()
 *         .limits(Limits.of(Duration.ofSeconds(5), 4096))
 *         .decode(Decoder.text());
 * }</pre>
 *
 * @param <T> the type of the decoded value
 */
public final class Command<T> {

  private final Invocation invocation;
  private final Effect effect;
  private final Limits limits;
  private final Decoder<T> decoder;
  private final CommandSurroundings surroundings;
  private final List<Secret> secrets;

  private Command(
      Invocation invocation,
      Effect effect,
      Limits limits,
      Decoder<T> decoder,
      CommandSurroundings surroundings) {
    this.invocation = invocation;
    this.effect = effect;
    this.limits = limits;
    this.decoder = decoder;
    this.surroundings = surroundings;
    this.secrets = NamedSecrets.of(invocation, surroundings.environment(), surroundings.input());
  }

  /**
   * A program and its arguments. No shell interprets them; every byte arrives. So {@code
   * Command.of("uname -r")} is a program of that name, blank and all, which as a rule ends as
   * {@code program-not-found}: say {@code Command.of("uname", "-r")}.
   */
  public static NeedsEffect of(String program, String... arguments) {
    List<Argument> list = new java.util.ArrayList<>(arguments.length + 1);
    list.add(Argument.of(program));
    Arrays.stream(arguments).map(Argument::of).forEach(list::add);
    return of(list);
  }

  /** A program and its arguments, some of which may be bytes or files with secrets. */
  public static NeedsEffect of(List<Argument> arguments) {
    return new NeedsEffect(new Invocation.ArgumentList(arguments));
  }

  /**
   * Text for the node's POSIX shell. Nobody can tell what a script does: {@link
   * NeedsEffect#effectUnknown()} is the honest choice unless its author knows better.
   */
  public static NeedsEffect script(String text) {
    return new NeedsEffect(new Invocation.Script(text));
  }

  /**
   * The login's own shell, as at the beginning of a session. It is meant for a terminal: {@link
   * dog.rebe.execution.CommandExecutor#interact}. Nobody knows what will be typed; whoever says
   * that it does less than destroy answers for the person who types.
   */
  public static NeedsEffect loginShell() {
    return script("exec \"${SHELL:-/bin/sh}\" -l");
  }

  /** Read-only commands that travel together in one round trip. */
  public static NeedsLimits of(Batch batch) {
    return new NeedsLimits(batch, Effect.READ_ONLY);
  }

  /** What is run. */
  public Invocation invocation() {
    return invocation;
  }

  /** What it does to the machine. */
  public Effect effect() {
    return effect;
  }

  /** How long it may take and how much it may print. */
  public Limits limits() {
    return limits;
  }

  /** How its output becomes a value. */
  public Decoder<T> decoder() {
    return decoder;
  }

  /** What it reads; nothing unless said. */
  public StandardInput input() {
    return surroundings.input();
  }

  /** Variables that are added to the environment of the login. */
  public Map<String, EnvironmentValue> environment() {
    return surroundings.environment();
  }

  /** The directory in which it runs; the login's own where absent. */
  public Optional<String> directory() {
    return Optional.ofNullable(surroundings.directory());
  }

  /** The user as whom it runs; the login's own where absent. */
  public Optional<RunAs> runAs() {
    return Optional.ofNullable(surroundings.runAs());
  }

  /** Words for people; absent unless said. */
  public Optional<String> title() {
    return Optional.ofNullable(surroundings.title());
  }

  /** The exit statuses that count as success; 0 unless said. */
  public Set<Integer> acceptedExits() {
    return surroundings.acceptedExits();
  }

  /**
   * The secrets that it names, each once, in no order. One name means one secret: a command that
   * names two different ones alike is refused when it is made.
   */
  public List<Secret> secrets() {
    return secrets;
  }

  /** What makes it run at most once on a node; absent where nothing does. */
  public Optional<Token> token() {
    return Optional.ofNullable(surroundings.token());
  }

  /** What its token is for; without meaning where it has none. */
  public TokenUse tokenUse() {
    return surroundings.tokenUse();
  }

  /** What becomes of it when the connection breaks; it runs on unless said. */
  public OnDisconnect onDisconnect() {
    return surroundings.onDisconnect();
  }

  /** The same command with this decoder. */
  public <R> Command<R> decode(Decoder<R> newDecoder) {
    return new Command<>(
        invocation, effect, limits, Objects.requireNonNull(newDecoder), surroundings);
  }

  /** The same command with these limits. */
  public Command<T> withLimits(Limits newLimits) {
    return new Command<>(
        invocation, effect, Objects.requireNonNull(newLimits), decoder, surroundings);
  }

  /** The same command with this token in place of its own; what the token is for stays. */
  public Command<T> withToken(Token newToken) {
    return with(surroundings.withToken(Objects.requireNonNull(newToken), surroundings.tokenUse()));
  }

  /** The same command with its effect raised to at least this one. */
  public Command<T> raisedTo(Effect atLeast) {
    return new Command<>(invocation, effect.join(atLeast), limits, decoder, surroundings);
  }

  /** The same command with this standard input. */
  public Command<T> input(StandardInput input) {
    return with(surroundings.withInput(Objects.requireNonNull(input)));
  }

  /** The same command with this environment variable in addition. */
  public Command<T> environment(String name, String value) {
    return environment(name, EnvironmentValue.of(value));
  }

  /** The same command with this environment variable in addition. */
  public Command<T> environment(String name, EnvironmentValue value) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of an environment variable: letters, digits and '_' only");
    }
    return with(surroundings.withVariable(name, value));
  }

  /**
   * The same command in this directory of the node; it fails without running where there is none.
   */
  public Command<T> directory(String directory) {
    WellFormed.require(directory, "The directory");
    if (directory.isEmpty() || directory.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A directory is not empty and holds no NUL");
    }
    return with(surroundings.withDirectory(directory));
  }

  /** The same command as another user. */
  public Command<T> asUser(RunAs user) {
    return with(surroundings.withRunAs(Objects.requireNonNull(user)));
  }

  /** The same command with these exit statuses as success, in place of 0 alone. */
  public Command<T> acceptExits(int... statuses) {
    if (statuses.length == 0) {
      throw new IllegalArgumentException("At least one exit status must count as success");
    }
    Set<Integer> accepted = new TreeSet<>();
    for (int status : statuses) {
      if (status < 0 || status > 255) {
        throw new IllegalArgumentException("Exit status " + status + " is not 0 to 255");
      }
      accepted.add(status);
    }
    return with(surroundings.withAcceptedExits(Set.copyOf(accepted)));
  }

  /**
   * The same command, run at most once by this token: the node claims the token before it runs the
   * command, records how it ended and what it printed (up to its limits), and answers a second
   * delivery from that record. A call that loses its connection reconnects within its deadline and
   * brings back the recorded result. Output arrives when the command has ended, not before.
   *
   * <p>Standard input must be held in memory or be a secret: it is stored on the node whole before
   * the claim, so that a connection that breaks cannot cut it short.
   *
   * @throws IllegalArgumentException for a batch, which only reads, and for a command that is to
   *     end with its connection
   */
  public Command<T> token(Token token) {
    Objects.requireNonNull(token, "token");
    if (invocation instanceof Batch) {
      throw new IllegalArgumentException("A batch only reads: it may run twice and needs no token");
    }
    requireToMayOutlive();
    return with(surroundings.withToken(token, surroundings.tokenUse()));
  }

  /**
   * The command that starts this one on a node and does not wait for its end: the work outlives the
   * connection and the caller. It runs at most once by this token. The limits' times are those of
   * the start; their bytes bound what is recorded. What it needs is said at {@link #token}.
   *
   * <p>A success means that the work was started, now or by an earlier delivery of the token. Keep
   * the value: whoever has it can follow, end and collect the work.
   */
  public Command<DetachedWork> detached(Token token) {
    Command<T> tokened = token(token);
    return new Command<>(
        invocation,
        effect,
        limits,
        DetachedWork.decoder(),
        tokened.surroundings.withToken(token, TokenUse.DETACH).withAcceptedExits(Set.of(0)));
  }

  /** A command that only asks for the recorded result of this token. */
  static <R> Command<R> collecting(DetachedWork work, Limits limits, Decoder<R> decoder) {
    CommandSurroundings user =
        work.runAs().map(CommandSurroundings.PLAIN::withRunAs).orElse(CommandSurroundings.PLAIN);
    return new Command<>(
        new Invocation.Script("# brings the result of " + work.token().id()),
        Effect.READ_ONLY,
        Objects.requireNonNull(limits),
        Objects.requireNonNull(decoder),
        user.withToken(work.token(), TokenUse.COLLECT));
  }

  /**
   * The same command, which does this when the connection breaks or the caller's process dies.
   *
   * @throws IllegalArgumentException for a batch, and for a command with a token that is to end:
   *     the token is there so that its result outlives the connection
   */
  public Command<T> onDisconnect(OnDisconnect reaction) {
    Objects.requireNonNull(reaction, "reaction");
    if (reaction == OnDisconnect.END && invocation instanceof Batch) {
      throw new IllegalArgumentException("The members of a batch have their own time limits");
    }
    Command<T> changed = with(surroundings.withOnDisconnect(reaction));
    if (surroundings.token() != null) {
      changed.requireToMayOutlive();
    }
    return changed;
  }

  private void requireToMayOutlive() {
    if (surroundings.onDisconnect() == OnDisconnect.END) {
      throw new IllegalArgumentException(
          "A command either ends with its connection or has a token, by which its result outlives"
              + " it");
    }
  }

  /**
   * The same command with words for people, such as {@code put /etc/motd, 6 bytes}. They stand
   * before its text, in approvals, the chronicle and logs, and never in place of it; a digest does
   * not cover them. Not blank; control characters are escaped where it is shown. Holds no secret.
   */
  public Command<T> titled(String title) {
    WellFormed.require(title, "The title");
    if (title.isBlank()) {
      throw new IllegalArgumentException("The title of a command is blank: leave it out instead");
    }
    return with(surroundings.withTitle(title));
  }

  private Command<T> with(CommandSurroundings changed) {
    return new Command<>(invocation, effect, limits, decoder, changed);
  }

  /** Its title, if it has one, and what is run, without any secret, as one line. */
  @Override
  public String toString() {
    return CommandText.of(this);
  }

  /** The stage that asks what the command does to a machine. */
  public static final class NeedsEffect {
    private final Invocation invocation;

    private NeedsEffect(Invocation invocation) {
      this.invocation = invocation;
    }

    /** It only reads. */
    public NeedsLimits readOnly() {
      return effect(Effect.READ_ONLY);
    }

    /** It changes what can be changed back. */
    public NeedsLimits changes(Repetition repetition) {
      return effect(Effect.changes(repetition));
    }

    /** It destroys. */
    public NeedsLimits destroys(Repetition repetition) {
      return effect(Effect.destroys(repetition));
    }

    /** Nobody knows, so it counts as destroying, once. */
    public NeedsLimits effectUnknown() {
      return effect(Effect.UNKNOWN);
    }

    /** It has this effect. */
    public NeedsLimits effect(Effect effect) {
      return new NeedsLimits(invocation, Objects.requireNonNull(effect));
    }
  }

  /** The stage that asks for the limits. */
  public static final class NeedsLimits {
    private final Invocation invocation;
    private final Effect effect;

    private NeedsLimits(Invocation invocation, Effect effect) {
      this.invocation = invocation;
      this.effect = effect;
    }

    /** It may take this long and print this much. */
    public Command<CapturedOutput> limits(Limits limits) {
      return new Command<>(
          invocation,
          effect,
          Objects.requireNonNull(limits),
          Decoder.raw(),
          CommandSurroundings.PLAIN);
    }
  }
}
