package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The hosts and groups of an Ansible inventory. */
final class AnsibleContent {

  private static final String EVERYTHING = "all";

  private final String source;
  private final Map<String, AnsibleHost> hosts = new LinkedHashMap<>();
  private final Map<String, Set<String>> groupsOfHost = new HashMap<>();
  private final Map<String, Set<String>> parents = new HashMap<>();

  AnsibleContent(String source) {
    this.source = source;
  }

  AnsibleHost host(String name) {
    return hosts.computeIfAbsent(name, ignored -> new AnsibleHost(source, name));
  }

  void addMember(String group, String host) {
    host(host);
    groupsOfHost.computeIfAbsent(host, ignored -> new LinkedHashSet<>()).add(group);
  }

  void addChild(String group, String child) {
    parents.computeIfAbsent(child, ignored -> new LinkedHashSet<>()).add(group);
  }

  Set<String> hosts() {
    return hosts.keySet();
  }

  Node node(String name) {
    Map<String, String> labels = new HashMap<>();
    for (String group : allGroupsOf(name)) {
      if (!group.equals(EVERYTHING)) {
        labels.put("group." + group, "true");
      }
    }
    Endpoint endpoint = host(name).endpoint();
    try {
      return new Node(new NodeId(name), endpoint, labels);
    } catch (IllegalArgumentException e) {
      throw InventoryException.of(
          source, "the host " + shown(name) + ": " + e.getMessage(), "Rename it in the inventory");
    }
  }

  /** The groups that list the host, and those above them; a circle of groups ends. */
  private Set<String> allGroupsOf(String host) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(groupsOfHost.getOrDefault(host, Set.of()));
    while (!open.isEmpty()) {
      String group = open.pop();
      if (found.add(group)) {
        open.addAll(parents.getOrDefault(group, Set.of()));
      }
    }
    return found;
  }
}
