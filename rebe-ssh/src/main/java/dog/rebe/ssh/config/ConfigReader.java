package dog.rebe.ssh.config;

import dog.rebe.outcome.VisibleText;
import dog.rebe.ssh.config.BlockCondition.Always;
import dog.rebe.ssh.config.BlockCondition.HostLine;
import dog.rebe.ssh.config.BlockCondition.MatchLine;
import dog.rebe.ssh.config.ConfigEntry.Inclusion;
import dog.rebe.ssh.config.ConfigEntry.Setting;
import dog.rebe.ssh.config.ConfigFile.ConfigBlock;
import dog.rebe.ssh.config.DirectiveRule.Followed;
import dog.rebe.ssh.openssh.PatternList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file and what it includes, and checks everything in it that does not depend on the host
 * that is asked for. Used once, by one thread.
 */
final class ConfigReader {

  /** As in OpenSSH. */
  private static final int MAX_DEPTH = 16;

  private static final int MAX_FILES = 10_000;

  private final IncludeBase base;
  private final Deque<Path> open = new ArrayDeque<>();
  private final List<PatternList> ignored = new ArrayList<>();
  private int files;

  ConfigReader(IncludeBase base) {
    this.base = base;
  }

  ConfigFile read(Path path) {
    return read(path, ConfigBytes.read(path));
  }

  /** Empty if there is no such file. */
  Optional<ConfigFile> find(Path path) {
    return ConfigBytes.find(path).map(bytes -> read(path, bytes));
  }

  private ConfigFile read(Path path, byte[] content) {
    if (++files > MAX_FILES) {
      throw SshConfigException.ofFile(
          path, "More than " + MAX_FILES + " files are included", "Include fewer");
    }
    open.push(path);
    List<ConfigBlock> blocks = new ArrayList<>();
    BlockCondition condition = new Always();
    List<ConfigEntry> entries = new ArrayList<>();
    int number = 1;
    for (int start = 0; start < content.length; number++) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      Place place = new Place(path, number);
      Optional<Directive> line = line(Arrays.copyOfRange(content, start, end), place);
      if (line.isPresent()) {
        Directive directive = line.get();
        Optional<BlockCondition> next = condition(directive);
        if (next.isPresent()) {
          blocks.add(new ConfigBlock(condition, entries));
          condition = next.get();
          entries = new ArrayList<>();
        } else {
          entries.add(entry(directive));
        }
      }
      start = end + 1;
    }
    blocks.add(new ConfigBlock(condition, entries));
    open.pop();
    return new ConfigFile(path, blocks);
  }

  /** A comment may be of any encoding, as it is not decoded. */
  private static Optional<Directive> line(byte[] bytes, Place place) {
    int first = 0;
    while (first < bytes.length && (bytes[first] == ' ' || bytes[first] == '\t')) {
      first++;
    }
    if (first == bytes.length || bytes[first] == '#') {
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return LineReader.read(text, place);
    } catch (CharacterCodingException e) {
      throw SshConfigException.at(place, "The line is not UTF-8", "Save the file in that encoding");
    }
  }

  private static String shown(Path path) {
    return VisibleText.line(path.toString(), 200);
  }

  private static Optional<BlockCondition> condition(Directive directive) {
    return switch (directive.keyword()) {
      case "host" -> Optional.of(HostLine.read(directive));
      case "match" -> Optional.of(MatchLine.read(directive));
      default -> Optional.empty();
    };
  }

  private ConfigEntry entry(Directive directive) {
    if (directive.keyword().equals("include")) {
      return include(directive);
    }
    Optional<DirectiveRule> rule = DirectiveRules.of(directive.keyword());
    if (rule.isEmpty()) {
      requireIgnored(directive);
    } else if (rule.get() instanceof Followed followed) {
      followed.form().require(directive);
    }
    if (directive.keyword().equals("ignoreunknown")) {
      ignored.add(IgnoredWords.patterns(directive));
    }
    return new Setting(directive);
  }

  /** Whether it is ignored for the host in question is asked again when that is known. */
  private void requireIgnored(Directive directive) {
    if (ignored.stream().noneMatch(list -> list.matches(directive.keyword()))) {
      throw IgnoredWords.unknown(directive);
    }
  }

  private Inclusion include(Directive directive) {
    List<ConfigFile> included = new ArrayList<>();
    for (String word : directive.words()) {
      for (Path path : base.find(word, directive)) {
        if (open.contains(path)) {
          throw directive.error(
              "leads back to " + shown(path) + ", which is being read",
              "Take one of the two lines away");
        }
        if (open.size() >= MAX_DEPTH) {
          throw directive.error(
              "stands " + MAX_DEPTH + " files deep", "Include the file from one further up");
        }
        if (Files.isRegularFile(path)) {
          included.add(read(path));
        }
      }
    }
    return new Inclusion(included);
  }

  /** Where the relative names of an {@code Include} begin, and what {@code ~} is in them. */
  record IncludeBase(Path folder, Optional<Path> home) {

    List<Path> find(String word, Directive directive) {
      if (word.indexOf('%') >= 0 || word.contains("${")) {
        throw directive.error(
            "with a token or a variable means different things to different versions of OpenSSH",
            "Write the name out");
      }
      try {
        return Glob.find(absolute(word, directive));
      } catch (IOException e) {
        throw directive.error(
            "cannot find its files: " + e, "Make the folder readable, or take the line away");
      }
    }

    private Path absolute(String word, Directive directive) {
      if (!word.startsWith("~")) {
        return folder.resolve(word).toAbsolutePath();
      }
      Path own =
          home.orElseThrow(
              () ->
                  directive.error(
                      "of the system's file cannot begin with ~", "Write the folder out"));
      return HomePath.expand(word, own, directive);
    }
  }
}
