package dog.rebe.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller lets a plugin have, beyond its input, its answer and its log. A plugin gets only
 * what its manifest asks for as well. Immutable.
 */
public final class Grants {

  private static final Grants NONE =
      new Grants(Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());

  private final Map<String, Folder> folders;
  private final Map<String, ScratchFolder> scratchFolders;
  private final Map<String, String> environment;
  private final Optional<Observations> observations;
  private final Optional<Duration> clockResolution;

  private Grants(
      Map<String, Folder> folders,
      Map<String, ScratchFolder> scratchFolders,
      Map<String, String> environment,
      Optional<Observations> observations,
      Optional<Duration> clockResolution) {
    this.folders = new TreeMap<>(folders);
    this.scratchFolders = new TreeMap<>(scratchFolders);
    this.environment = new TreeMap<>(environment);
    this.observations = observations;
    this.clockResolution = clockResolution;
  }

  /** Nothing: no files, no clock, no environment, no machines. */
  public static Grants none() {
    return NONE;
  }

  /**
   * Also a folder to read.
   *
   * @param guestPath the absolute path under which the plugin sees it, as in its manifest
   */
  public Grants readFolder(String guestPath, Folder folder) {
    requireFree(guestPath);
    return new Grants(
        with(folders, guestPath, folder),
        scratchFolders,
        environment,
        observations,
        clockResolution);
  }

  /**
   * Also a scratch folder to write to.
   *
   * @param guestPath the absolute path under which the plugin sees it, as in its manifest
   */
  public Grants writeFolder(String guestPath, ScratchFolder folder) {
    requireFree(guestPath);
    return new Grants(
        folders,
        with(scratchFolders, guestPath, folder),
        environment,
        observations,
        clockResolution);
  }

  /** Also the value of a variable, which need not be that of our own environment. */
  public Grants environment(String name, String value) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot be granted: a name has letters, digits and '_', a value no NUL");
    }
    return new Grants(
        folders, scratchFolders, with(environment, name, value), observations, clockResolution);
  }

  /** Also these read-only commands. */
  public Grants observe(Observations granted) {
    return new Grants(folders, scratchFolders, environment, Optional.of(granted), clockResolution);
  }

  /**
   * Also the time of day, no finer than this.
   *
   * @param resolution a millisecond or more: a finer clock can measure what the host's other work
   *     does
   */
  public Grants clock(Duration resolution) {
    if (resolution.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "A clock of " + resolution + " is too fine to be granted: 1 millisecond or more");
    }
    return new Grants(folders, scratchFolders, environment, observations, Optional.of(resolution));
  }

  Map<String, Folder> folders() {
    return folders;
  }

  Map<String, ScratchFolder> scratchFolders() {
    return scratchFolders;
  }

  Map<String, String> environment() {
    return environment;
  }

  Optional<Observations> observations() {
    return observations;
  }

  @Nullable Duration clockResolution() {
    return clockResolution.orElse(null);
  }

  /** Whether all of this is granted here. */
  public boolean covers(Want want) {
    return switch (want.grant()) {
      case Want.READ_FOLDER -> folders.containsKey(want.subject());
      case Want.WRITE_FOLDER -> scratchFolders.containsKey(want.subject());
      case Want.ENVIRONMENT -> environment.containsKey(want.subject());
      case Want.OBSERVE ->
          observations.filter(o -> o.commands().containsKey(want.subject())).isPresent();
      case Want.CLOCK -> clockResolution.isPresent();
      default -> false;
    };
  }

  /**
   * What a plugin may do beyond reading its input, answering and logging, one sentence each, in
   * words for the owner of the machines: what its manifest asks for and this grants.
   */
  public List<String> words(PluginManifest manifest) {
    List<String> words = new ArrayList<>();
    manifest.wants().stream()
        .filter(this::covers)
        .forEach(want -> words.add("It may " + want.words() + "."));
    if (words.isEmpty()) {
      words.add("It may only read what it is given, and answer.");
    }
    return List.copyOf(words);
  }

  /** These grants without what the manifest does not ask for. */
  Grants meet(PluginManifest manifest) {
    return new Grants(
        asked(folders, manifest, Want.READ_FOLDER),
        asked(scratchFolders, manifest, Want.WRITE_FOLDER),
        asked(environment, manifest, Want.ENVIRONMENT),
        observations.map(
            granted -> granted.only(asked(granted.commands(), manifest, Want.OBSERVE))),
        clockResolution.filter(
            any -> manifest.wants().stream().anyMatch(want -> want.grant().equals(Want.CLOCK))));
  }

  private static <T> Map<String, T> asked(
      Map<String, T> granted, PluginManifest manifest, String grant) {
    Map<String, T> asked = new LinkedHashMap<>();
    for (Want want : manifest.wants()) {
      T value = granted.get(want.subject());
      if (want.grant().equals(grant) && value != null) {
        asked.put(want.subject(), value);
      }
    }
    return asked;
  }

  private void requireFree(String guestPath) {
    if (!guestPath.startsWith("/")
        || guestPath.indexOf('\0') >= 0
        || (guestPath.endsWith("/") && guestPath.length() > 1)) {
      throw new IllegalArgumentException(
          "'"
              + guestPath
              + "' is no path for a granted folder: use an absolute one, such as /data");
    }
    if (folders.containsKey(guestPath) || scratchFolders.containsKey(guestPath)) {
      throw new IllegalArgumentException("Two folders are granted as " + guestPath);
    }
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> all = new TreeMap<>(map);
    all.put(key, value);
    return all;
  }
}
