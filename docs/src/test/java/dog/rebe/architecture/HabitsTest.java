package dog.rebe.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What no class of ours does. */
final class HabitsTest {
  /** The programs of the house may write to the console and end their process. */
  private static final DescribedPredicate<JavaClass> LIBRARY =
      describe(
          "are in a library",
          type ->
              !type.getPackageName().startsWith("dog.rebe.cli")
                  && !type.getName().equals("dog.rebe.verify.Main"));

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Utils?|Helpers?|Managers?|Impl))")
        .check(Compiled.classes());
  }

  @Test
  void everyPackageDeclaresItsNullness() {
    Set<String> all =
        Compiled.classes().stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(all)
        .isNotEmpty()
        .allSatisfy(
            name -> {
              JavaPackage itself = Compiled.classes().getPackage(name);
              assertThat(itself.tryGetAnnotationOfType(NullMarked.class))
                  .as("@NullMarked in the package-info of " + name)
                  .isPresent();
            });
  }

  @Test
  void librariesWriteToNoConsole() {
    classes()
        .that(LIBRARY)
        .should(not(GeneralCodingRules.ACCESS_STANDARD_STREAMS))
        .check(Compiled.classes());
  }

  @Test
  void librariesEndNoProcessOfTheirCaller() {
    noClasses()
        .that(LIBRARY)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(Compiled.classes());
  }

  @Test
  void timeAndChanceArePassedIn() {
    noClasses()
        .that(LIBRARY)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .check(Compiled.classes());
  }

  @Test
  void nothingBlocksOnAReactiveType() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "it blocks a Mono or Flux",
                call ->
                    (call.getTargetOwner().isEquivalentTo(Mono.class)
                            || call.getTargetOwner().isEquivalentTo(Flux.class))
                        && call.getName().startsWith("block")))
        .check(Compiled.classes());
  }

  @Test
  void nothingIsGlobalAndChanges() {
    fields().that().areStatic().should().beFinal().check(Compiled.classes());
  }
}
