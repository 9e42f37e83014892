package dog.rebe.realm;

import dog.rebe.node.HostListInventory;
import dog.rebe.node.Inventory;
import dog.rebe.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machines of a realm, from the bytes that its owner signed and not from the disk. */
final class RealmMachines {

  private RealmMachines() {}

  static Inventory of(Realm realm) {
    List<Node> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : realm.inventory().entrySet()) {
      String source = realm.folder().resolve("inventory").resolve(file.getKey()).toString();
      List<String> lines = new String(file.getValue(), StandardCharsets.UTF_8).lines().toList();
      try (Stream<Node> nodes = HostListInventory.of(source, lines).nodes()) {
        nodes.forEach(all::add);
      }
    }
    if (all.isEmpty()) {
      throw new RealmException(
          realm
              + " has no machines: put a host list into "
              + realm.folder().resolve("inventory")
              + ", one machine a line, and let the owner sign it");
    }
    return Inventory.of("the inventory of " + realm.terms().name(), all);
  }
}
