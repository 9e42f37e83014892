package dog.rebe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Secret;
import dog.rebe.command.StandardInput;
import dog.rebe.node.NodeId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CommandDigestTest {

  private static final NodeId NODE = new NodeId("web-1");
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(10), 4096);

  private static Command<?> restart() {
    return Command.of("systemctl", "restart", "nginx")
        .changes(Repetition.REPEATABLE)
        .limits(LIMITS);
  }

  private static Secret secret(String name, String value) {
    return Secret.of(name, ignored -> value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Worked out by hand from the documented form: a change of this value is a change of the format.
   */
  @Test
  void keepsItsFormat() {
    assertThat(CanonicalJson.text(CanonicalCommand.of(restart())))
        .isEqualTo(
            "{\"acceptedExits\":[0],\"effect\":{\"impact\":\"changes\",\"repetition\":\"repeatable\"},"
                + "\"environment\":{},\"input\":{},\"invocation\":{\"arguments\":["
                + "{\"bytes\":\"c3lzdGVtY3Rs\"},{\"bytes\":\"cmVzdGFydA==\"},{\"bytes\":\"bmdpbng=\"}]},"
                + "\"limits\":{\"attemptTimeout\":\"PT10S\",\"deadline\":\"PT10S\",\"grace\":\"PT2S\","
                + "\"stderrBytes\":4096,\"stdoutBytes\":4096}}");
    assertThat(CommandDigest.of(restart(), NODE).hex())
        .isEqualTo("11eff5d56b0258153d7ed6d757f8b8a05b00165416e751ba0cc482203bec6022");
  }

  @Test
  @Tag("fault-66")
  void differsOnAnyChange() {
    Command<?> base = restart();
    List<Command<?>> all = new ArrayList<>();
    all.add(base);
    all.add(Command.of("systemctl", "restart nginx").changes(Repetition.REPEATABLE).limits(LIMITS));
    all.add(
        Command.of("systemctl", "restart", "", "nginx")
            .changes(Repetition.REPEATABLE)
            .limits(LIMITS));
    all.add(
        Command.script("systemctl restart nginx").changes(Repetition.REPEATABLE).limits(LIMITS));
    all.add(
        Command.of(
                List.of(
                    Argument.of("systemctl"),
                    Argument.of("restart"),
                    Argument.secretFile(secret("nginx", "x"))))
            .changes(Repetition.REPEATABLE)
            .limits(LIMITS));
    all.add(base.raisedTo(Effect.changes(Repetition.ONCE)));
    all.add(base.raisedTo(Effect.UNKNOWN));
    all.add(base.withLimits(LIMITS.withGrace(Duration.ZERO)));
    all.add(base.withLimits(LIMITS.withStderrBytes(4097)));
    all.add(base.withLimits(LIMITS.withAttemptTimeout(Duration.ofSeconds(10).minusNanos(1))));
    all.add(base.withLimits(Limits.of(Duration.ofSeconds(11), 4096)));
    all.add(base.withLimits(Limits.of(Duration.ofSeconds(10), 4097)));
    all.add(base.acceptExits(0, 1));
    all.add(base.acceptExits(1));
    all.add(base.directory("/"));
    all.add(base.asUser(RunAs.sudo("www")));
    all.add(base.asUser(RunAs.doas("www")));
    all.add(base.environment("A", "b"));
    all.add(base.environment("A", "c"));
    all.add(base.environment("A", EnvironmentValue.of(secret("b", "b"))));
    all.add(base.input(StandardInput.of(new byte[0])));
    all.add(base.input(StandardInput.of(new byte[] {0})));
    all.add(base.input(StandardInput.secret(secret("b", "b"))));
    all.add(base.input(StandardInput.stream(() -> new ByteArrayInputStream(new byte[0]))));
    all.add(batch("df", 1));
    all.add(batch("df", 2));
    all.add(batch("du", 1));
    Set<Digest> digests = new HashSet<>();
    all.forEach(command -> digests.add(CommandDigest.of(command, NODE)));
    assertThat(digests).hasSameSizeAs(all);
  }

  private static Command<?> batch(String script, long outputBytes) {
    return Command.of(
            new Batch(
                List.of(
                    new BatchMember(
                        "disks",
                        script,
                        Duration.ofSeconds(1),
                        outputBytes,
                        BatchMember.Kind.SEPARATE))))
        .limits(LIMITS);
  }

  @Test
  @Tag("fault-66")
  void bindsTheNodesAndTheirOrder() {
    NodeId other = new NodeId("web-2");
    assertThat(
            Set.of(
                CommandDigest.of(restart(), NODE),
                CommandDigest.of(restart(), other),
                CommandDigest.of(restart(), NODE, other),
                CommandDigest.of(restart(), other, NODE)))
        .hasSize(4);
    assertThatThrownBy(() -> CommandDigest.of(restart()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one node");
  }

  @Property(tries = 200)
  void tellsArgumentListsApart(
      @ForAll @Size(min = 1, max = 4) List<byte[]> one,
      @ForAll @Size(min = 1, max = 4) List<byte[]> other) {
    Assume.that(one.get(0).length > 0 && other.get(0).length > 0);
    List<Argument> first = arguments(one);
    List<Argument> second = arguments(other);
    boolean same = digest(first).equals(digest(second));
    assertThat(same).isEqualTo(first.equals(second));
  }

  private static List<Argument> arguments(List<byte[]> raw) {
    List<Argument> arguments = new ArrayList<>();
    for (byte[] bytes : raw) {
      byte[] withoutNul = bytes.clone();
      IntStream.range(0, withoutNul.length)
          .filter(i -> withoutNul[i] == 0)
          .forEach(i -> withoutNul[i] = 1);
      arguments.add(Argument.of(withoutNul));
    }
    return arguments;
  }

  private static Digest digest(List<Argument> arguments) {
    return CommandDigest.of(Command.of(arguments).readOnly().limits(LIMITS), NODE);
  }

  @Test
  @Tag("fault-72")
  void holdsTheNameOfASecretAndNeverItsValue() {
    Command<?> one = restart().input(StandardInput.secret(secret("token", "hunter2")));
    Command<?> other = restart().input(StandardInput.secret(secret("token", "correct horse")));
    assertThat(CommandDigest.of(one, NODE)).isEqualTo(CommandDigest.of(other, NODE));
    assertThat(CanonicalJson.text(CanonicalCommand.of(one)))
        .contains("token")
        .doesNotContain("hunter2");
  }

  @Test
  void doesNotDependOnDecoderOrOrderOfVariables() {
    assertThat(CommandDigest.of(restart().decode(Decoder.text()), NODE))
        .isEqualTo(CommandDigest.of(restart(), NODE));
    assertThat(CommandDigest.of(restart().environment("A", "1").environment("B", "2"), NODE))
        .isEqualTo(CommandDigest.of(restart().environment("B", "2").environment("A", "1"), NODE));
  }

  @Test
  void saysWhetherTheInputIsCovered() {
    assertThat(CommandDigest.coversInput(restart())).isTrue();
    assertThat(CommandDigest.coversInput(restart().input(StandardInput.of(new byte[] {1}))))
        .isTrue();
    assertThat(
            CommandDigest.coversInput(
                restart().input(StandardInput.stream(() -> new ByteArrayInputStream(new byte[0])))))
        .isFalse();
  }
}
