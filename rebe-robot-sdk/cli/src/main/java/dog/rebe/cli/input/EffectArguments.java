package dog.rebe.cli.input;

import dog.rebe.command.Effect;
import dog.rebe.command.Repetition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command does to the machines. Exactly one of the three is required: nobody guesses it. */
public final class EffectArguments {

  @Option(
      names = "--read-only",
      required = true,
      description =
          "The command changes nothing. It may be tried again when the outcome is unknown.")
  private boolean readOnly;

  @Option(
      names = "--changes",
      required = true,
      arity = "0..1",
      fallbackValue = "once",
      paramLabel = "once|repeatable",
      converter = RepetitionConverter.class,
      description =
          "The command changes what can be changed back. Say =repeatable if running it twice is the"
              + " same as running it once; without a value it counts as once.")
  private @Nullable Repetition changes;

  @Option(
      names = "--destroys",
      required = true,
      arity = "0..1",
      fallbackValue = "once",
      paramLabel = "once|repeatable",
      converter = RepetitionConverter.class,
      description =
          "The command destroys what cannot be had back from the machine. It needs an approval: see"
              + " --approve.")
  private @Nullable Repetition destroys;

  /** The effect. */
  public Effect effect() {
    if (changes != null) {
      return Effect.changes(changes);
    }
    if (destroys != null) {
      return Effect.destroys(destroys);
    }
    return readOnly ? Effect.READ_ONLY : Effect.UNKNOWN;
  }
}
