package dog.rebe.protocol.session;

import dog.rebe.command.Effect;
import dog.rebe.command.Impact;
import dog.rebe.command.Repetition;

/** Between our effects and those on the wire. What is unknown or absent counts as the worse. */
final class EffectMessage {

  private EffectMessage() {}

  static dog.rebe.protocol.wire.Effect of(Effect effect) {
    return dog.rebe.protocol.wire.Effect.newBuilder()
        .setImpact(
            switch (effect.impact()) {
              case NONE -> dog.rebe.protocol.wire.Impact.NONE;
              case CHANGES -> dog.rebe.protocol.wire.Impact.CHANGES;
              case DESTROYS -> dog.rebe.protocol.wire.Impact.DESTROYS;
            })
        .setRepetition(
            switch (effect.repetition()) {
              case REPEATABLE -> dog.rebe.protocol.wire.Repetition.REPEATABLE;
              case ONCE -> dog.rebe.protocol.wire.Repetition.ONCE;
            })
        .build();
  }

  static Effect toEffect(dog.rebe.protocol.wire.Effect wire) {
    Impact impact =
        switch (wire.getImpact()) {
          case NONE -> Impact.NONE;
          case CHANGES -> Impact.CHANGES;
          default -> Impact.DESTROYS;
        };
    Repetition repetition =
        wire.getRepetition() == dog.rebe.protocol.wire.Repetition.REPEATABLE
            ? Repetition.REPEATABLE
            : Repetition.ONCE;
    boolean impossible = impact == Impact.NONE && repetition == Repetition.ONCE;
    return impossible ? Effect.UNKNOWN : new Effect(impact, repetition);
  }
}
