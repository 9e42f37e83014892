package dog.rebe.runner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * A program in a JVM of its own. Its classes come out of an archive (JEP 350) once there is one,
 * which takes two thirds off its start; such an archive takes jars only, and none that is signed.
 */
final class ChildProgram {

  private static final int LONGEST_SECONDS = 600;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  private final Path folder;
  private final String classPath;
  private final Class<?> program;

  ChildProgram(Path folder, Class<?> program) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.program = program;
    List<String> jars = new ArrayList<>();
    String known =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : known.split(File.pathSeparator, -1)) {
      Path there = Path.of(entry);
      Path made = folder.resolve(jars.size() + ".jar");
      if (Files.isDirectory(there)) {
        jars.add(jar(there, made).toString());
      } else if (Files.exists(there)) {
        jars.add(unsigned(there, made).toString());
      }
    }
    classPath = String.join(File.pathSeparator, jars);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        entries.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }

  /** The jar itself if nobody signed it, and otherwise a copy without signatures. */
  private static Path unsigned(Path jar, Path copy) throws IOException {
    try (JarFile signed = new JarFile(jar.toFile(), false)) {
      if (signed.stream().noneMatch(ChildProgram::isSignature)) {
        return jar;
      }
      try (OutputStream out = Files.newOutputStream(copy);
          JarOutputStream entries = new JarOutputStream(out)) {
        entries.setLevel(Deflater.BEST_SPEED);
        for (JarEntry entry : (Iterable<JarEntry>) signed.stream()::iterator) {
          if (!isSignature(entry)) {
            entries.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream bytes = signed.getInputStream(entry)) {
              bytes.transferTo(entries);
            }
            entries.closeEntry();
          }
        }
      }
    }
    return copy;
  }

  private static boolean isSignature(JarEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }

  /**
   * Runs it to its end, and keeps its classes for those that come after it.
   *
   * @param log gets what it prints
   */
  int runFirst(Path log, String... arguments) throws IOException, InterruptedException {
    return run("-XX:ArchiveClassesAtExit=" + archive(), log, arguments);
  }

  /** Its exit. */
  int run(Path log, String... arguments) throws IOException, InterruptedException {
    return run("-XX:SharedArchiveFile=" + archive(), log, arguments);
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private int run(String archive, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr", archive));
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(List.of(arguments));
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!child.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        dumpThreads(child);
        throw new AssertionError(
            "It did not end in time: " + List.of(arguments) + "\n" + Files.readString(log));
      }
      return child.exitValue();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** A JVM prints its threads when it is sent a QUIT. */
  private static void dumpThreads(Process child) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", String.valueOf(child.pid())).start().waitFor();
    child.waitFor(5, TimeUnit.SECONDS);
  }
}
