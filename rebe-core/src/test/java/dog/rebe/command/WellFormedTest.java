package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would not arrive as it is, is refused before anything is sent. */
@Tag("fault-68")
class WellFormedTest {

  private static final String HALF = "a\ud83d";

  private static Command<?> list() {
    return Command.of("ls").readOnly().limits(Limits.of(Duration.ofSeconds(1), 1));
  }

  @Test
  void refusesHalfACharacter() {
    assertRefused(() -> Argument.of(HALF));
    assertRefused(() -> Command.script(HALF));
    assertRefused(() -> list().environment("A", HALF));
    assertRefused(() -> list().directory(HALF));
  }

  @Test
  void takesAWholeOne() {
    assertThat(Argument.of("👍").toString()).isEqualTo("👍");
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired surrogate");
  }
}
