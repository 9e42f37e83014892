package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Shells;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.FileSystems.Space;
import dog.rebe.facts.NetworkInterfaces.InterfaceAddress;
import dog.rebe.facts.Routes.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts of this machine are those that Ansible's setup module finds. Skipped where Ansible is
 * absent.
 */
class AnsibleComparisonTest {

  @Test
  void agreesWithAnsible() throws Exception {
    assumeTrue(Shells.isInstalled("ansible"), "Ansible is not installed");
    JsonNode ansible = setup();
    MachineFacts facts = ThisMachineTest.read(Shells.installed(Shells.POSIX).get(0));

    Identity identity = facts.identity().value().orElseThrow();
    assertThat(identity.os().id()).isEqualToIgnoringCase(text(ansible, "distribution"));
    assertThat(identity.os().version()).contains(text(ansible, "distribution_version"));
    assertThat(identity.hostname()).isEqualTo(text(ansible, "nodename"));
    assertThat(identity.hasMachineId()).isEqualTo(ansible.has("ansible_machine_id"));

    Kernel kernel = facts.kernel().value().orElseThrow();
    assertThat(kernel.release()).isEqualTo(text(ansible, "kernel"));
    assertThat(kernel.version()).isEqualTo(text(ansible, "kernel_version"));
    assertThat(kernel.architecture()).isEqualTo(text(ansible, "machine"));

    Processors processors = facts.processors().value().orElseThrow();
    assertThat(processors.online()).isEqualTo(number(ansible, "processor_vcpus"));
    assertThat(processors.sockets()).hasValue(number(ansible, "processor_count"));
    assertThat(processors.cores())
        .hasValue(number(ansible, "processor_count") * number(ansible, "processor_cores"));

    Memory memory = facts.memory().value().orElseThrow();
    assertThat(memory.totalBytes() >> 20).isEqualTo(number(ansible, "memtotal_mb"));
    assertThat(memory.swapTotalBytes() >> 20).isEqualTo(number(ansible, "swaptotal_mb"));

    assertThat(addresses(facts))
        .containsExactlyInAnyOrderElementsOf(
            concat(list(ansible, "all_ipv4_addresses"), list(ansible, "all_ipv6_addresses")));
    Route route =
        facts.routes().value().orElseThrow().routes().stream()
            .filter(Route::isDefault)
            .findFirst()
            .orElseThrow();
    assertThat(route.gateway()).contains(text(ansible.get("ansible_default_ipv4"), "gateway"));
    assertThat(route.networkInterface())
        .isEqualTo(text(ansible.get("ansible_default_ipv4"), "interface"));
    assertThat(facts.nameServers().value().orElseThrow().addresses())
        .containsExactlyElementsOf(list(ansible.get("ansible_dns"), "nameservers"));

    assertMounts(facts.fileSystems().value().orElseThrow(), ansible.get("ansible_mounts"));
    for (BlockDevices.BlockDevice device : facts.blockDevices().value().orElseThrow().devices()) {
      JsonNode same = ansible.get("ansible_devices").get(device.name());
      assertThat(device.sizeBytes() / 512)
          .as(device.name())
          .isEqualTo(Long.parseLong(same.get("sectors").asString()));
    }
  }

  private static void assertMounts(FileSystems fileSystems, JsonNode ansible) {
    Map<String, Mount> ours = new HashMap<>();
    fileSystems.mounts().forEach(mount -> ours.put(mount.mountPoint(), mount));
    assertThat(ours).hasSameSizeAs(ansible);
    for (JsonNode theirs : ansible) {
      Mount mount = ours.get(text(theirs, "mount"));
      assertThat(mount.device()).isEqualTo(text(theirs, "device"));
      assertThat(mount.type()).isEqualTo(text(theirs, "fstype"));
      Space space = mount.space().orElseThrow();
      assertThat(space.totalBytes()).isEqualTo(theirs.get("size_total").asLong());
      assertThat(space.availableBytes())
          .isCloseTo(theirs.get("size_available").asLong(), within(1L << 30));
    }
  }

  /** Ansible leaves the loopback addresses out. */
  private static List<String> addresses(MachineFacts facts) {
    return facts.networkInterfaces().value().orElseThrow().interfaces().stream()
        .filter(each -> !each.isLoopback())
        .flatMap(each -> each.addresses().stream())
        .map(InterfaceAddress::address)
        .toList();
  }

  private static JsonNode setup() {
    Shells.Ran ran =
        Shells.run(
            List.of("sh"),
            "exec ansible localhost -m setup 2>/dev/null".getBytes(StandardCharsets.UTF_8));
    String out = ran.out();
    int brace = out.indexOf('{');
    assumeTrue(brace >= 0, "ansible -m setup does not work here");
    JsonNode all = JsonMapper.shared().readTree(out.substring(brace));
    return Optional.ofNullable(all.get("ansible_facts")).orElseThrow();
  }

  private static String text(JsonNode node, String key) {
    return find(node, key).asString();
  }

  private static int number(JsonNode node, String key) {
    return find(node, key).asInt();
  }

  private static List<String> list(JsonNode node, String key) {
    List<String> values = new ArrayList<>();
    find(node, key).forEach(value -> values.add(value.asString()));
    return values;
  }

  private static JsonNode find(JsonNode node, String key) {
    JsonNode prefixed = node.get("ansible_" + key);
    return Optional.ofNullable(prefixed == null ? node.get(key) : prefixed)
        .orElseThrow(() -> new AssertionError("Ansible tells no " + key));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
