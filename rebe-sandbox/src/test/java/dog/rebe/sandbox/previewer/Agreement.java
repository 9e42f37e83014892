package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.files.FileView;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.EntryChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One command on one tree: previewed, then run, then compared. */
final class Agreement {

  private static final int[] UMASKS = {022, 022, 077, 02, 0};

  private final CommandPreviewer previewer;
  private final FileView files;
  private final PreviewLimits limits;
  private final List<String> launcher;
  private final Path all;
  private final Path root;
  private final int user;

  /**
   * In a folder of a tree that is compared as a whole.
   *
   * @param all the tree
   * @param root where the command runs
   * @param launcher what the real command is run by; empty for the tools of this machine
   */
  Agreement(
      CommandPreviewer previewer,
      FileView files,
      PreviewLimits limits,
      Path all,
      Path root,
      int user,
      List<String> launcher) {
    this.launcher = List.copyOf(launcher);
    this.all = all;
    this.previewer = previewer;
    this.files = files;
    this.limits = limits;
    this.root = root;
    this.user = user;
  }

  /** Says why the preview was not whole, or nothing if it was; fails if it was wrong. */
  Optional<String> check(String tool, Random random, long seed) throws Exception {
    List<String> paths = RandomTree.make(root, random, user);
    List<String> arguments = RandomCommand.make(tool, paths, random);
    int umask = UMASKS[random.nextInt(UMASKS.length)];
    return compare(arguments, umask, "seed " + seed);
  }

  /** The same for a command on the tree that is there. */
  Optional<String> compare(List<String> arguments, int umask, String seed) throws Exception {
    Map<FilePath, Snapshot.Entry> before = Snapshot.of(all);
    CommandPreview preview = preview(arguments, umask);
    assertThat(Snapshot.of(all)).as("a preview changes nothing").isEqualTo(before);
    Instant started = Instant.now().minusSeconds(1);
    List<String> real = new ArrayList<>(launcher);
    real.addAll(arguments);
    int status = SystemTools.run(real, root, user, umask);
    if (!preview.isWhole()) {
      assertThat(preview.unknown().orElse("")).as(seed + " " + arguments).doesNotContain("failed:");
      return preview.unknown();
    }
    String told =
        "%s, user %s, umask %o: %s\n%s\n%s\n%s"
            .formatted(
                seed,
                user,
                umask,
                arguments,
                Snapshot.differences(Map.of(), before),
                preview.messages(),
                preview.changes());
    Map<FilePath, Snapshot.Entry> after = Snapshot.of(all);
    String differences = Snapshot.differences(Foretold.tree(before, preview.changes()), after);
    assertThat(differences).as(told).isEmpty();
    assertThat(preview.exitStatus()).as(told).hasValue(status);
    compareTimes(preview, before, after, started, told);
    return Optional.empty();
  }

  /** A command that comes after another one: both are previewed, then both are run. */
  Optional<String> compareAfter(List<String> first, List<String> second, int umask, String seed)
      throws Exception {
    Map<FilePath, Snapshot.Entry> before = Snapshot.of(all);
    Situation situation = situation(umask);
    CommandPreview preview =
        previewer.previewAfter(
            List.of(new Earlier(command(first), situation)),
            command(second),
            files,
            situation,
            limits);
    assertThat(Snapshot.of(all)).as("a preview changes nothing").isEqualTo(before);
    SystemTools.run(first, root, user, umask);
    Map<FilePath, Snapshot.Entry> between = Snapshot.of(all);
    int status = SystemTools.run(second, root, user, umask);
    if (!preview.isWhole()) {
      return preview.unknown();
    }
    String told =
        "%s, user %s, umask %o: %s, then %s\n%s\n%s\n%s"
            .formatted(
                seed,
                user,
                umask,
                first,
                second,
                Snapshot.differences(Map.of(), before),
                preview.messages(),
                preview.changes());
    Map<FilePath, Snapshot.Entry> after = Snapshot.of(all);
    assertThat(Snapshot.differences(Foretold.tree(between, preview.changes()), after))
        .as(told)
        .isEmpty();
    assertThat(preview.exitStatus()).as(told).hasValue(status);
    return Optional.empty();
  }

  private CommandPreview preview(List<String> arguments, int umask) {
    return previewer.preview(command(arguments), files, situation(umask), limits);
  }

  private static Command<?> command(List<String> arguments) {
    return Command.of(
            arguments.get(0), arguments.subList(1, arguments.size()).toArray(String[]::new))
        .effectUnknown()
        .limits(Limits.of(Duration.ofSeconds(30), 1 << 16));
  }

  private Situation situation(int umask) {
    return Situation.of(new PreviewUser(user, user, Set.of(), umask), root.toString());
  }

  /** Times that were set are as foretold, and what does not change keeps its own. */
  private static void compareTimes(
      CommandPreview preview,
      Map<FilePath, Snapshot.Entry> before,
      Map<FilePath, Snapshot.Entry> after,
      Instant started,
      String told) {
    Set<FilePath> changed = new HashSet<>();
    for (EntryChange change : preview.changes()) {
      changed.add(change.path());
      change
          .time()
          .ifPresent(
              time -> {
                Instant real = after.get(change.path()).time();
                if (time.instant().isPresent()) {
                  assertThat(real).as(told).isEqualTo(time.instant().get());
                } else {
                  assertThat(real).as(told).isAfter(started);
                }
              });
    }
    after.forEach(
        (path, entry) -> {
          Snapshot.Entry was = before.get(path);
          boolean same = was != null && was.withoutTime().equals(entry.withoutTime());
          if (same && !changed.contains(path) && entry.type() == FileType.SYMBOLIC_LINK) {
            assertThat(entry.time()).as(told + path).isEqualTo(was.time());
          }
        });
  }
}
