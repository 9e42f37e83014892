package dog.rebe.docs;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fleet that the code of the pages runs against. */
final class DocumentedFleet {

  private DocumentedFleet() {}

  /**
   * Starts it, and writes {@code hosts}, {@code known_hosts}, {@code id_ed25519}, {@code
   * ssh_config}, which leads to the router through web-1, and {@code db-password.txt} into this
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
    Path config = fleet.writeTo(folder).sshConfig();
    Files.writeString(config, "Host router\n  ProxyJump web-1\n\n" + Files.readString(config));
    Files.writeString(folder.resolve("db-password.txt"), "s3cr3t!\n");
    return fleet;
  }
}
