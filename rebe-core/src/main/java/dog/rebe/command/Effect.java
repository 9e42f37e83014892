package dog.rebe.command;

import java.util.Objects;

/**
 * What a command does to a machine, on two axes. An unknown effect is {@link #UNKNOWN}: it
 * destroys, once. What a plugin or a model claims can only raise an effect, by {@link #join}.
 *
 * @param impact how far it reaches
 * @param repetition whether it may run twice
 */
public record Effect(Impact impact, Repetition repetition) {

  /** No impact; running it again changes nothing. */
  public static final Effect READ_ONLY = new Effect(Impact.NONE, Repetition.REPEATABLE);

  /** What must be assumed of a command that nobody has described. */
  public static final Effect UNKNOWN = new Effect(Impact.DESTROYS, Repetition.ONCE);

  public Effect {
    Objects.requireNonNull(impact, "impact");
    Objects.requireNonNull(repetition, "repetition");
    if (impact == Impact.NONE && repetition == Repetition.ONCE) {
      throw new IllegalArgumentException(
          "What has no impact is repeatable: say CHANGES if the second run differs");
    }
  }

  /** A change of this repetition. */
  public static Effect changes(Repetition repetition) {
    return new Effect(Impact.CHANGES, repetition);
  }

  /** A destruction of this repetition. */
  public static Effect destroys(Repetition repetition) {
    return new Effect(Impact.DESTROYS, repetition);
  }

  /** Both effects together: the greater impact, repeatable only if both are. */
  public Effect join(Effect other) {
    Impact greater = impact.compareTo(other.impact) >= 0 ? impact : other.impact;
    boolean both = repetition == Repetition.REPEATABLE && other.repetition == Repetition.REPEATABLE;
    return new Effect(greater, both ? Repetition.REPEATABLE : Repetition.ONCE);
  }

  /** Whether it changes or destroys anything. */
  public boolean hasImpact() {
    return impact != Impact.NONE;
  }

  /** Whether it destroys and so always needs an approval. */
  public boolean isDestructive() {
    return impact == Impact.DESTROYS;
  }

  /** Whether it may run twice. */
  public boolean isRepeatable() {
    return repetition == Repetition.REPEATABLE;
  }
}
