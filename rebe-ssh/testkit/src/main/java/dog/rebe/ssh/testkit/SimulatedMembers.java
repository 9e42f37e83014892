package dog.rebe.ssh.testkit;

import dog.rebe.command.LoweredScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers the members of a batch, each in its frame. */
final class SimulatedMembers {

  private static final int NOT_FOUND = 127;

  private final NodeDefinition definition;
  private final Personality personality;

  SimulatedMembers(NodeDefinition definition, Personality personality) {
    this.definition = definition;
    this.personality = personality;
  }

  Answer answer(LoweredScript.Start start, LoweredScript.Members asked) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : asked.names()) {
      Answer member = member(name);
      all.writeBytes(member.output());
      all.writeBytes(
          member
              .exitStatus()
              .map(exit -> start.memberEnd(name, exit))
              .orElseGet(() -> start.memberLate(name)));
    }
    all.writeBytes(start.batchEnd());
    return Answer.printing(all.toByteArray());
  }

  private Answer member(String name) {
    Answer own = definition.script().members().get(name);
    if (own != null) {
      return own;
    }
    Optional<String> text = definition.system().member(name).map(personality::fill);
    return text.map(known -> Answer.printing(known.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(
            () -> Answer.printing("this node has nothing to say of it\n").exiting(NOT_FOUND));
  }
}
