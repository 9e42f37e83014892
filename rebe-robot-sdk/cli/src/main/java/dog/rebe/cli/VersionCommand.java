package dog.rebe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which rebe this is, and on which Java and system it runs. */
@Command(name = "version", description = "Show the version, and the Java and system it runs on.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.root().commandLine().printVersionHelp(spec.root().commandLine().getOut());
    return ExitCode.OK.number();
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "rebe " + version(),
      "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
      System.getProperty("os.name") + " " + System.getProperty("os.arch")
    };
  }

  private static String version() {
    try (InputStream file = VersionCommand.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "of an unknown version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
