package dog.rebe.node;

import static dog.rebe.node.InventoryException.shown;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the variables of one host say about the way to it. */
final class AnsibleHost {

  /** Variables that change the way to a host in a manner that nothing here can follow. */
  private static final Set<String> NOT_UNDERSTOOD =
      Set.of(
          "ansible_ssh_common_args",
          "ansible_ssh_extra_args",
          "ansible_ssh_args",
          "ansible_ssh_executable",
          "ansible_paramiko_proxy_command");

  private static final List<String> HOST = List.of("ansible_host", "ansible_ssh_host");
  private static final List<String> PORT = List.of("ansible_port", "ansible_ssh_port");
  private static final List<String> USER = List.of("ansible_user", "ansible_ssh_user");
  private static final String CONNECTION = "ansible_connection";

  private static final Set<String> SSH_CONNECTIONS =
      Set.of(
          "ssh",
          "smart",
          "paramiko",
          "paramiko_ssh",
          "ansible.builtin.ssh",
          "ansible.builtin.paramiko_ssh");
  private static final Set<String> LOCAL_CONNECTIONS = Set.of("local", "ansible.builtin.local");

  /**
   * The value of a variable and where it stands.
   *
   * @param text its text; empty where it is null
   * @param line the line, from 1
   */
  record Variable(String text, long line) {}

  private final String source;
  private final String name;
  private final Map<String, Variable> variables = new HashMap<>();

  AnsibleHost(String source, String name) {
    this.source = source;
    this.name = name;
  }

  /** Whether this variable says anything about the way to a host. */
  static boolean isOfInterest(String variable) {
    return NOT_UNDERSTOOD.contains(variable)
        || HOST.contains(variable)
        || PORT.contains(variable)
        || USER.contains(variable)
        || CONNECTION.equals(variable);
  }

  void put(String variable, Variable value) {
    if (value.text().isEmpty()) {
      return;
    }
    if (NOT_UNDERSTOOD.contains(variable)) {
      throw wrong(
          value,
          variable + " of " + shown(name) + " is not understood: " + shown(value.text()),
          "Describe proxies in an ssh_config file and use that as the inventory, or remove it");
    }
    if (value.text().contains("{{")) {
      throw wrong(
          value,
          variable + " of " + shown(name) + " is a template: " + shown(value.text()),
          "Write the value itself: only Ansible can fill in templates");
    }
    variables.put(variable, value);
  }

  Endpoint endpoint() {
    Variable connection = variables.get(CONNECTION);
    if (connection != null && LOCAL_CONNECTIONS.contains(connection.text())) {
      return Endpoint.local();
    }
    if (connection != null && !SSH_CONNECTIONS.contains(connection.text())) {
      throw wrong(
          connection,
          "the connection " + shown(connection.text()) + " of " + shown(name) + " is not supported",
          "Use ssh or local, or leave this host out with ansible-inventory --limit");
    }
    Optional<Variable> host = first(HOST);
    Optional<Variable> user = first(USER);
    OptionalInt port =
        first(PORT).map(value -> OptionalInt.of(port(value))).orElse(OptionalInt.empty());
    try {
      return new Endpoint(
          "ssh", user.map(Variable::text), host.map(Variable::text).orElse(name), port);
    } catch (IllegalArgumentException e) {
      throw InventoryException.of(
          source,
          "host or user of " + shown(name) + ": " + e.getMessage(),
          "Correct it in the inventory");
    }
  }

  private int port(Variable value) {
    return PortNumber.parse(value.text())
        .orElseThrow(
            () ->
                wrong(
                    value,
                    "the port " + shown(value.text()) + " of " + shown(name) + " is not 1 to 65535",
                    "Correct it in the inventory"));
  }

  private Optional<Variable> first(List<String> names) {
    return names.stream().filter(variables::containsKey).map(variables::get).findFirst();
  }

  private InventoryException wrong(Variable value, String problem, String remedy) {
    return InventoryException.at(source, value.line(), problem, remedy);
  }
}
