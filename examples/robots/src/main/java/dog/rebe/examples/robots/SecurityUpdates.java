package dog.rebe.examples.robots;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Installs security updates, by apt or apk, in exactly the versions that were approved. It reboots
 * where that was asked for, in a step of its own, and only a machine that says that it needs it.
 * Updates cannot be taken back: the old versions are gone from the archives as a rule.
 */
public final class SecurityUpdates implements Robot<Map<NodeId, SecurityUpdates.Waiting>> {

  /**
   * What waits on a machine.
   *
   * @param manager {@code apt} or {@code apk}
   * @param upgrades what it would install; copied
   */
  public record Waiting(String manager, List<Upgrade> upgrades) {
    public Waiting {
      upgrades = List.copyOf(upgrades);
    }
  }

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "dog.rebe.security-updates",
        "1.0.0",
        "Installs security updates.",
        GoalType.builder()
            .choice("as", "How the login becomes root.", "root", "sudo", "doas")
            .yesNo("reboot", "Whether machines that need it may be rebooted.", false)
            .phrase("install the security updates")
            .phrase("patch everything and reboot where needed")
            .build(),
        List.of("the lists of packages that could be upgraded"),
        List.of("packages:security", "machine:reboot"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, Waiting> observe(Observer observer, Goal goal) {
    Map<NodeId, Waiting> waiting = new LinkedHashMap<>();
    UpdateCommands commands = new UpdateCommands(goal.text("as"));
    Map<NodeId, String> managers = observer.run(commands.manager()).answers();
    look(observer, commands.aptLists(), "apt", managers, waiting);
    look(observer, commands.apkLists(), "apk", managers, waiting);
    return waiting;
  }

  private static void look(
      Observer observer,
      Command<List<Upgrade>> lists,
      String manager,
      Map<NodeId, String> managers,
      Map<NodeId, Waiting> waiting) {
    List<Node> nodes =
        observer.nodes().stream().filter(node -> manager.equals(managers.get(node.id()))).toList();
    observer
        .run(lists, nodes)
        .answers()
        .forEach((node, upgrades) -> waiting.put(node, new Waiting(manager, upgrades)));
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, Waiting> observed, Goal goal) {
    UpdateCommands commands = new UpdateCommands(goal.text("as"));
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (Map.Entry<NodeId, Waiting> machine : observed.entrySet()) {
      Waiting waiting = machine.getValue();
      if (waiting.upgrades().isEmpty()) {
        continue;
      }
      String update = "update-" + ++number;
      List<NodeId> node = List.of(machine.getKey());
      boolean apt = waiting.manager().equals("apt");
      List<Upgrade> upgrades = waiting.upgrades();
      steps.add(
          Step.of(
                  update,
                  "Installs " + upgrades.size() + " updates by " + waiting.manager() + ".",
                  apt ? commands.aptInstall(upgrades) : commands.apkUpgrade(),
                  node)
              .requires(
                  Precondition.holds(
                      "The updates can be had, in the versions that were planned.",
                      apt ? commands.aptCheck(upgrades) : commands.apkCheck(upgrades)))
              .preview(apt ? commands.aptPreview(upgrades) : commands.apkPreview())
              .probe(commands.areInstalled(waiting.manager(), upgrades)));
      if (goal.yesNo("reboot")) {
        steps.add(
            Step.of("reboot-" + number, "Reboots it if it needs that.", commands.reboot(), node)
                .after(update)
                .preview(commands.rebootPreview()));
      }
    }
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Plan("Installs security updates.", steps));
  }
}
