package dog.rebe.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;

/** Every published module is a named one, and exports what has something in it. */
final class ModulesTest {
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
  void noModuleIsAutomatic() {
    assertThat(Exported.modules()).noneMatch(ModuleDescriptor::isAutomatic);
  }

  @Test
  void theCommandLineOffersNoApi() {
    assertThat(Exported.packages().names()).noneMatch(name -> name.startsWith("dog.rebe.cli"));
  }

  private static boolean isFeature(String name) {
    return Room.HOUSE.stream()
        .flatMap(room -> room.packages().stream())
        .filter(feature -> !feature.equals("dog.rebe.cli"))
        .anyMatch(name::equals);
  }
}
