package dog.rebe.command;

import java.util.List;

/**
 * Read-only commands that run one after the other in one round trip. Each member has its frame, its
 * own exit, byte limit and time; one that fails or hangs leaves the others.
 *
 * @param members in the order in which they run; not empty; names are unique; copied
 */
public record Batch(List<BatchMember> members) implements Invocation {

  public Batch {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("A batch needs at least one member");
    }
    long names = members.stream().map(BatchMember::name).distinct().count();
    if (names != members.size()) {
      throw new IllegalArgumentException("Two members of the batch have the same name");
    }
  }
}
