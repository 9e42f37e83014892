package dog.rebe.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar with a robot and its trial fleet, whose classes are nowhere else. */
final class LampJar {

  private static final String SOURCE =
      """
      package com.example.jar;

      import dog.rebe.change.*;
      import dog.rebe.command.*;
      import dog.rebe.node.NodeId;
      import dog.rebe.robot.*;
      import dog.rebe.ssh.testkit.*;
      import java.time.Duration;
      import java.util.*;

      public final class JarLamp implements Robot<List<NodeId>> {
        public static final class Fleet implements TrialFleet {
          public String name() {
            return "com.example.jar-lamp";
          }

          public List<NodeDefinition> nodes() {
            return List.of(
                NodeDefinition.of("porch", SimulatedSystem.debian())
                    .program("lamp", (words, input) -> Answer.printing("off")));
          }
        }

        public RobotManifest manifest() {
          return new RobotManifest("com.example.jar-lamp", "1.0.0", "Turns lamps on.",
              GoalType.builder().build(), List.of("lamps"), List.of("other:lamp"), SdkRange.current());
        }

        public List<NodeId> observe(dog.rebe.robot.Observer observer, Goal goal) {
          return List.copyOf(observer.run(command("show").readOnly().limits(LIMITS)).answers().keySet());
        }

        public Optional<Plan> plan(List<NodeId> dark, Goal goal) {
          return Optional.of(new Plan("Turns lamps on.", List.of(
              Step.of("on", "Turns it on.", command("on").changes(Repetition.ONCE).limits(LIMITS), dark))));
        }

        private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), 4096);

        private static Command.NeedsEffect command(String what) {
          return Command.of("lamp", what);
        }
      }
      """;

  private LampJar() {}

  static void write(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> compiled : compiled().entrySet()) {
        add(out, compiled.getKey().replace('.', '/') + ".class", compiled.getValue());
      }
      add(out, "META-INF/services/dog.rebe.robot.Robot", "com.example.jar.JarLamp");
      add(
          out,
          "META-INF/services/dog.rebe.ssh.testkit.TrialFleet",
          "com.example.jar.JarLamp$Fleet");
    }
  }

  private static void add(JarOutputStream out, String name, String text) throws IOException {
    add(out, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private static Map<String, byte[]> compiled() throws IOException {
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (JavaFileManager files = into(classes, compiler)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                  null,
                  List.of(new Source()))
              .call();
      if (!done) {
        throw new IllegalStateException(said.toString());
      }
    }
    Map<String, byte[]> bytes = new HashMap<>();
    classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
    return bytes;
  }

  private static JavaFileManager into(
      Map<String, ByteArrayOutputStream> classes, JavaCompiler compiler) {
    return new ForwardingJavaFileManager<>(
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      @Override
      public JavaFileObject getJavaFileForOutput(
          Location location, String name, Kind kind, FileObject sibling) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        classes.put(name, out);
        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
          @Override
          public ByteArrayOutputStream openOutputStream() {
            return out;
          }
        };
      }
    };
  }

  private static final class Source extends SimpleJavaFileObject {
    Source() {
      super(URI.create("memory:///com/example/jar/JarLamp.java"), Kind.SOURCE);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return SOURCE;
    }
  }
}
