package dog.rebe.architecture;

import static org.assertj.core.api.Assertions.assertThat;

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
            "dog.rebe.ssh",
            "dog.rebe.ssh.testkit",
            "dog.rebe.sandbox",
            "dog.rebe.protocol",
            "dog.rebe.robot",
            "dog.rebe.cli");
  }

  @Test
  void coreExportsItsPackages() {
    assertThat(Exported.packages().names())
        .contains("dog.rebe.command", "dog.rebe.outcome", "dog.rebe.node", "dog.rebe.execution");
  }

  @Test
  void noModuleIsAutomatic() {
    assertThat(Exported.modules()).noneMatch(ModuleDescriptor::isAutomatic);
  }

  @Test
  void theCommandLineOffersNoApi() {
    assertThat(Exported.packages().names()).noneMatch(name -> name.startsWith("dog.rebe.cli"));
  }
}
