package dog.rebe.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;

/** Every published module is a named one, and exports what has something in it. */
final class ModulesTest {

  /** Its library has no modules, so it is for the class path, as docs/architecture.md says. */
  private static final String FOR_THE_CLASS_PATH = "dog.rebe.robot.policy";

  @Test
  void everyRoomIsAModule() {
    assertThat(Exported.modules().map(ModuleDescriptor::name))
        .containsExactlyInAnyOrder(
            "dog.rebe.core",
            "dog.rebe.core.testkit",
            "dog.rebe.verify",
            "dog.rebe.ssh",
            "dog.rebe.ssh.testkit",
            "dog.rebe.sandbox",
            "dog.rebe.sandbox.testkit",
            "dog.rebe.protocol",
            "dog.rebe.robot",
            "dog.rebe.robot.previews",
            "dog.rebe.robot.runner",
            "dog.rebe.robot.plugins",
            FOR_THE_CLASS_PATH,
            "dog.rebe.robot.testkit",
            "dog.rebe.cli");
  }

  @Test
  void everyFeatureWithAPublicTypeIsExported() {
    assertThat(
            Compiled.classes().stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .filter(ModulesTest::isFeature))
        .contains("dog.rebe.command", "dog.rebe.outcome", "dog.rebe.node", "dog.rebe.execution")
        .isSubsetOf(Exported.packages().names());
  }

  @Test
  void noModuleIsAutomaticButThatForTheClassPath() {
    assertThat(Exported.modules().filter(ModuleDescriptor::isAutomatic))
        .map(ModuleDescriptor::name)
        .containsExactly(FOR_THE_CLASS_PATH);
  }

  @Test
  void theCommandLineOffersNoApi() {
    assertThat(Exported.packages().names()).noneMatch(name -> name.startsWith("dog.rebe.cli"));
  }

  private static boolean isFeature(String name) {
    return Room.HOUSE.stream()
        .flatMap(room -> room.packages().stream())
        .filter(feature -> !feature.equals("dog.rebe.cli") && !feature.equals("dog.rebe.policy"))
        .anyMatch(name::equals);
  }
}
