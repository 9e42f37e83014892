package dog.rebe.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One module of the house: the packages it holds, the rooms it may look into, and the libraries it
 * may use beside the JDK.
 */
record Room(String name, List<String> packages, Set<String> rooms, Set<String> libraries) {
  private static final Set<String> EVERYWHERE = Set.of("java", "javax", "org.jspecify.annotations");
  private static final Set<String> MINA = Set.of("org.apache.sshd", "org.bouncycastle");

  private static final Room CORE =
      new Room(
          "core",
          Stream.of(
                  "change",
                  "chronicle",
                  "command",
                  "dryrun",
                  "execution",
                  "facts",
                  "files",
                  "node",
                  "outcome",
                  "realm")
              .map("dog.rebe."::concat)
              .toList(),
          Set.of(),
          Set.of(
              "reactor",
              "org.reactivestreams",
              "dev.failsafe",
              "org.slf4j",
              "tools.jackson",
              "com.fasterxml.jackson.annotation"));
  private static final Room CORE_TESTKIT =
      new Room(
          "core testkit",
          List.of("dog.rebe.testkit"),
          Set.of("core"),
          Set.of("reactor", "org.reactivestreams", "org.junit.jupiter.api", "org.assertj"));
  private static final Room VERIFY =
      new Room("verifier", List.of("dog.rebe.verify"), Set.of(), Set.of());
  private static final Room SSH_TESTKIT =
      new Room(
          "ssh testkit",
          List.of("dog.rebe.ssh.testkit"),
          Set.of("core"),
          plus(MINA, "org.slf4j", "org.junit.jupiter.api", "org.opentest4j"));
  private static final Room SSH =
      new Room("ssh", List.of("dog.rebe.ssh"), Set.of("core"), plus(MINA, "org.slf4j"));
  private static final Room SANDBOX =
      new Room(
          "sandbox",
          List.of("dog.rebe.sandbox"),
          Set.of("core"),
          Set.of("run.endive", "tools.jackson"));
  private static final Room SANDBOX_TESTKIT =
      new Room(
          "sandbox testkit",
          List.of("dog.rebe.sandbox.testkit"),
          Set.of("core", "sandbox"),
          Set.of("org.junit.jupiter.api", "org.assertj"));
  private static final Room PROTOCOL =
      new Room(
          "protocol",
          List.of("dog.rebe.protocol"),
          Set.of("core"),
          Set.of("com.google.protobuf", "jdk.net", "reactor", "org.reactivestreams"));
  private static final Room ROBOT =
      new Room("robot", List.of("dog.rebe.robot"), Set.of("core"), Set.of());
  private static final Room ROBOT_RUNNER =
      new Room(
          "robot runner",
          List.of("dog.rebe.runner"),
          Set.of("core", "robot"),
          Set.of("reactor", "org.reactivestreams", "tools.jackson"));
  private static final Room ROBOT_POLICY =
      new Room(
          "robot policy",
          List.of("dog.rebe.policy"),
          Set.of("core", "robot", "robot runner"),
          Set.of("dev.cel", "tools.jackson"));
  private static final Room ROBOT_PLUGINS =
      new Room(
          "robot plugins",
          List.of("dog.rebe.robotplugin"),
          Set.of("core", "robot", "sandbox"),
          Set.of("tools.jackson"));
  private static final Room ROBOT_PREVIEWS =
      new Room(
          "robot previews",
          List.of("dog.rebe.previews"),
          Set.of("core", "robot", "sandbox"),
          Set.of());
  private static final Room ROBOT_TESTKIT =
      new Room(
          "robot testkit",
          List.of("dog.rebe.robotkit"),
          Set.of("core", "robot", "robot runner", "ssh", "ssh testkit"),
          Set.of("org.junit.jupiter.api", "org.assertj"));
  private static final Room COMMAND_LINE =
      new Room(
          "command line",
          List.of("dog.rebe.cli"),
          Set.of(
              "core",
              "verifier",
              "ssh",
              "ssh testkit",
              "sandbox",
              "protocol",
              "robot",
              "robot plugins",
              "robot previews",
              "robot runner"),
          Set.of("reactor", "org.reactivestreams", "org.slf4j", "tools.jackson", "picocli"));

  /** All rooms; of two that fit a class the first is meant. */
  static final List<Room> HOUSE =
      List.of(
          CORE,
          CORE_TESTKIT,
          VERIFY,
          SSH_TESTKIT,
          SSH,
          SANDBOX_TESTKIT,
          SANDBOX,
          PROTOCOL,
          ROBOT_TESTKIT,
          ROBOT,
          ROBOT_RUNNER,
          ROBOT_POLICY,
          ROBOT_PLUGINS,
          ROBOT_PREVIEWS,
          COMMAND_LINE);

  static boolean isRoomless(JavaClass type) {
    return HOUSE.stream().noneMatch(room -> room.holdsByName(type));
  }

  boolean holds(JavaClass type) {
    return HOUSE.stream().filter(room -> room.holdsByName(type)).findFirst().stream()
        .anyMatch(this::equals);
  }

  boolean mayUse(JavaClass type) {
    return type.isPrimitive()
        || holds(type)
        || isWithin(type, EVERYWHERE)
        || isWithin(type, libraries)
        || HOUSE.stream().anyMatch(room -> rooms.contains(room.name) && room.holds(type));
  }

  private boolean holdsByName(JavaClass type) {
    return isWithin(type, packages);
  }

  private static boolean isWithin(JavaClass type, Iterable<String> packages) {
    String name = type.getBaseComponentType().getPackageName();
    for (String each : packages) {
      if (name.equals(each) || name.startsWith(each + ".")) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> plus(Set<String> some, String... more) {
    return Set.copyOf(Stream.concat(some.stream(), Stream.of(more)).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
