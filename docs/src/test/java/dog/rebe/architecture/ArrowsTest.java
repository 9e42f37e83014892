package dog.rebe.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Arrows between modules point down only. */
final class ArrowsTest {
  @ParameterizedTest
  @FieldSource("dog.rebe.architecture.Room#HOUSE")
  void usesOnlyWhatItMay(Room room) {
    classes()
        .that(describe("are in " + room, room::holds))
        .should()
        .onlyDependOnClassesThat(describe(room + " may use", room::mayUse))
        .check(Compiled.classes());
  }

  @Test
  void everyClassHasARoom() {
    assertThat(Compiled.classes().stream().filter(Room::isRoomless).map(JavaClass::getName))
        .as("classes of modules that Room does not know")
        .isEmpty();
  }

  @Test
  void featuresHaveNoCycles() {
    slices().matching("dog.rebe.(*)..").should().beFreeOfCycles().check(Compiled.classes());
  }
}
