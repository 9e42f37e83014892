package dog.rebe.docs;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Path;

/** The fleet that the code of the pages runs against. */
final class DocumentedFleet {

  private DocumentedFleet() {}

  /**
   * Starts it, and writes {@code hosts}, {@code known_hosts} and {@code id_ed25519} into this
   * folder.
   */
  static EmbeddedFleet start(Path folder) throws IOException {
    EmbeddedFleet fleet =
        EmbeddedFleet.start(
            NodeDefinition.of("web-1", SimulatedSystem.debian()).label("role", "web"),
            NodeDefinition.of("web-2", SimulatedSystem.named("ubuntu-24.04")).label("role", "web"),
            NodeDefinition.of("router", SimulatedSystem.named("openwrt")).label("role", "router"),
            NodeDefinition.of("printer", SimulatedSystem.debian())
                .label("role", "printer")
                .fault(Fault.switchedOff()));
    fleet.writeTo(folder);
    return fleet;
  }
}
