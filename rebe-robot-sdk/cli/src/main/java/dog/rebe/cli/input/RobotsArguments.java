package dog.rebe.cli.input;

import dog.rebe.robot.Robot;
import dog.rebe.robot.Robots;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where robots come from: the class path, and jars in a folder. */
public final class RobotsArguments {

  @Option(
      names = "--robots",
      paramLabel = "FOLDER",
      description =
          "A folder with jars of robots (default: ~/.rebe/robots, if it is there). A robot is a"
              + " program that runs as you on this machine: use jars of people whom you trust.")
  private @Nullable Path folder;

  /**
   * All robots that are at hand.
   *
   * @param home the home directory of the user
   * @throws BadInput if the folder or a robot in it cannot be used
   */
  public Robots robots(Path home) {
    try {
      Robots all = Robots.none();
      for (Robot<?> robot : ServiceLoader.load(Robot.class, loader(home))) {
        all = all.with(robot);
      }
      return all;
    } catch (ServiceConfigurationError | LinkageError | IllegalArgumentException e) {
      throw new BadInput("A robot cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The robot of this id, or the only one whose id ends so.
   *
   * @throws BadInput if there is none, or more than one
   */
  public Robot<?> robot(String id, Path home) {
    Robots robots = robots(home);
    if (robots.find(id).isPresent()) {
      return robots.find(id).get();
    }
    List<Robot<?>> ending =
        robots.all().stream().filter(robot -> robot.manifest().id().endsWith("." + id)).toList();
    if (ending.size() == 1) {
      return ending.get(0);
    }
    List<String> known = robots.all().stream().map(robot -> robot.manifest().id()).toList();
    throw new BadInput(
        (ending.isEmpty() ? "There is no robot " : "More than one robot is called ")
            + Shown.value(id)
            + (known.isEmpty()
                ? ": put its jar into a folder and name that with --robots"
                : ": there are " + String.join(", ", known)));
  }

  private ClassLoader loader(Path home) {
    ClassLoader own = RobotsArguments.class.getClassLoader();
    Path usual = home.resolve(".rebe").resolve("robots");
    Path from = folder == null ? usual : folder;
    if (folder == null && !Files.isDirectory(usual)) {
      return own;
    }
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        if (String.valueOf(file.getFileName()).endsWith(".jar")) {
          jars.add(url(file));
        }
      }
    } catch (IOException e) {
      throw new BadInput(
          "--robots " + Shown.value(from.toString()) + " cannot be read: name a folder of jars", e);
    }
    if (jars.isEmpty() && folder != null) {
      throw new BadInput("--robots " + Shown.value(from.toString()) + " has no jar in it");
    }
    // Robots load classes for as long as the process lives
    return new URLClassLoader(jars.toArray(URL[]::new), own);
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new BadInput("The jar " + Shown.value(file.toString()) + " cannot be used", e);
    }
  }
}
