package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.OutcomeGroup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Equal outcomes put together until they are sent. What is equal is told by a digest of all that an
 * owner could see but the time that it took. Not thread-safe.
 */
final class Folding {

  /** Room in a frame for all that is not node ids or samples. */
  private static final int OVERHEAD_BYTES = 1_024;

  private final int frameBytes;
  private final int keptKeys;
  private final Map<ByteString, OutcomeGroup.Builder> pending = new LinkedHashMap<>();
  private final Set<ByteString> kept = new HashSet<>();
  private int pendingNodes;

  /**
   * A folding whose frames are at most so long.
   *
   * @param keptKeys how many samples the caller keeps
   */
  Folding(int frameBytes, int keptKeys) {
    this.frameBytes = frameBytes;
    this.keptKeys = keptKeys;
  }

  /** How many nodes wait to be told of. */
  int pendingNodes() {
    return pendingNodes;
  }

  void add(NodeOutcome<CapturedOutput> outcome) {
    ByteString key = key(outcome.outcome());
    OutcomeGroup.Builder group = pending.get(key);
    if (group == null) {
      group = begun(key, outcome.outcome());
      pending.put(key, group);
    }
    group.addNodeIds(outcome.node().id().value());
    pendingNodes++;
  }

  private OutcomeGroup.Builder begun(ByteString key, Outcome<CapturedOutput> outcome) {
    OutcomeGroup.Builder group = OutcomeGroup.newBuilder().setKey(key);
    if (!kept.contains(key)) {
      dog.rebe.protocol.wire.Outcome sample = OutcomeMessage.of(outcome);
      group.setSample(sample).setDelivery(sample.getDelivery());
      outcome.failure().ifPresent(failure -> group.setKind(failure.kind().code()));
      if (kept.size() < keptKeys) {
        kept.add(key);
        group.setKept(true);
      }
    }
    return group;
  }

  /** As much of what waits as fits into a frame. */
  FleetResults.Builder take() {
    FleetResults.Builder results = FleetResults.newBuilder();
    int room = frameBytes - OVERHEAD_BYTES;
    Iterator<OutcomeGroup.Builder> groups = pending.values().iterator();
    while (groups.hasNext()) {
      OutcomeGroup.Builder group = groups.next();
      int size = group.build().getSerializedSize() + 16;
      if (size > room && results.getGroupsCount() > 0) {
        break;
      }
      int nodes = group.getNodeIdsCount();
      if (size > room) {
        results.addGroups(part(group, room));
        pendingNodes -= nodes - group.getNodeIdsCount();
        break;
      }
      room -= size;
      pendingNodes -= nodes;
      results.addGroups(group.setCount(nodes));
      groups.remove();
    }
    return results;
  }

  /** The sample and the first of its nodes; what is left stays, and goes on without the sample. */
  private static OutcomeGroup part(OutcomeGroup.Builder group, int room) {
    OutcomeGroup.Builder first = group.clone().clearNodeIds();
    int left = room - first.build().getSerializedSize();
    int taken = 0;
    while (taken < group.getNodeIdsCount()) {
      left -= group.getNodeIdsBytes(taken).size() + 4;
      if (left < 0 && taken > 0) {
        break;
      }
      first.addNodeIds(group.getNodeIds(taken));
      taken++;
    }
    java.util.List<String> rest =
        java.util.List.copyOf(group.getNodeIdsList().subList(taken, group.getNodeIdsCount()));
    group.clearNodeIds().addAllNodeIds(rest);
    if (group.getKept()) {
      group.clearSample().clearKept();
    }
    return first.setCount(taken).build();
  }

  private static ByteString key(Outcome<CapturedOutput> outcome) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
    text(digest, outcome.delivery().name());
    text(digest, outcome.evidence().exit().map(Object::toString).orElse(""));
    text(digest, outcome.failure().map(Folding::text).orElse(""));
    CapturedOutput output = OutcomeMessage.output(outcome);
    stream(digest, output.stdout());
    stream(digest, output.stderr());
    return ByteString.copyFrom(digest.digest());
  }

  private static String text(Failure<?> failure) {
    return failure.kind().code()
        + '\n'
        + failure.jumpHost().map(Object::toString).orElse("")
        + '\n'
        + failure.detail();
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static void stream(MessageDigest digest, dog.rebe.outcome.CapturedStream stream) {
    digest.update(
        ByteBuffer.allocate(13)
            .putInt(0, stream.size())
            .putLong(4, stream.receivedBytes())
            .put(12, (byte) (stream.isCut() ? 1 : 0)));
    digest.update(stream.asByteBuffer());
  }
}
