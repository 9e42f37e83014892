package dog.rebe.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a caller sees are our types and the JDK's: a library beneath can be replaced. */
final class ExportedSignaturesTest {
  /** The caller's side of the executor. What third parties implement shows no reactive type. */
  private static final Set<String> REACTIVE =
      Set.of(
          "dog.rebe.execution.Call",
          "dog.rebe.execution.StreamingCall",
          "dog.rebe.execution.InteractiveSession",
          "dog.rebe.execution.FleetRun",
          "dog.rebe.execution.CommandExecutor");

  private static final Set<String> TESTKITS =
      Set.of("core testkit", "ssh testkit", "sandbox testkit", "robot testkit");

  @Test
  void showsNoThirdPartyType() {
    classes()
        .that(describe("are exported", Exported.packages()::shows))
        .should(showOnly())
        .check(Compiled.classes());
  }

  private static ArchCondition<JavaClass> showOnly() {
    return new ArchCondition<>("show only our types and the JDK's") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Signature.of(type)
            .forEach(
                (place, shown) -> {
                  if (!mayShow(type, shown)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, place + " shows " + shown.getFullName()));
                  }
                });
      }
    };
  }

  private static boolean mayShow(JavaClass type, JavaClass shown) {
    String name = shown.getBaseComponentType().getName();
    if (shown.getBaseComponentType().isPrimitive()
        || name.startsWith("java.")
        || name.startsWith("javax.net.ssl.")
        || name.startsWith("dog.rebe.")) {
      return true;
    }
    if (name.startsWith("reactor.core.publisher.") || name.startsWith("org.reactivestreams.")) {
      return REACTIVE.contains(type.getName());
    }
    return name.startsWith("org.junit.jupiter.api.")
        && Room.HOUSE.stream().anyMatch(room -> TESTKITS.contains(room.name()) && room.holds(type));
  }
}
