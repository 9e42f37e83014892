package dog.rebe.faults;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Which tests carry which rows, read from the sources of all modules. */
final class TaggedTests {

  private static final String PREFIX = "fault-";
  private static final Set<String> TESTS =
      Set.of("Test", "Property", "Example", "ParameterizedTest", "RepeatedTest", "TestFactory");

  private record TestClass(
      String name, String superclass, String source, List<TestMethod> methods) {}

  private record TestMethod(String name, Set<Integer> rows) {}

  private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Za-z0-9]+\\b");

  private final Map<String, TestClass> classes = new HashMap<>();
  private final Map<String, List<TestClass>> simpleNames = new HashMap<>();
  private final Map<String, Set<Producer>> producers = new HashMap<>();

  private TaggedTests() {}

  /** Reads every source in a test tree, and the kits, whose tests are inherited. */
  static TaggedTests read(Path root) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !root.relativize(file).toString().contains("target/"))
              .filter(file -> file.toString().matches(".*(src/test/|testkit/src/main/).*"))
              .sorted()
              .toList();
    }
    TaggedTests tests = new TaggedTests();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree declared) {
            String source = unit.getSourceFile().getCharContent(true).toString();
            tests.add(unit.getPackageName() + ".", source, declared, Set.of());
          }
        }
      }
    }
    return tests;
  }

  private void add(String prefix, String source, ClassTree declared, Set<Integer> outer) {
    String name = prefix + declared.getSimpleName();
    Set<Integer> ofClass = new TreeSet<>(outer);
    ofClass.addAll(rows(declared.getModifiers()));
    List<TestMethod> methods = new ArrayList<>();
    for (Tree member : declared.getMembers()) {
      if (member instanceof MethodTree method && isTest(method.getModifiers())) {
        Set<Integer> all = new TreeSet<>(ofClass);
        all.addAll(rows(method.getModifiers()));
        methods.add(new TestMethod(method.getName().toString(), all));
      } else if (member instanceof ClassTree inner) {
        add(name + "$", source, inner, ofClass);
      }
    }
    Tree superclass = declared.getExtendsClause();
    classes.put(
        name,
        new TestClass(name, superclass == null ? "" : superclass.toString(), source, methods));
  }

  private static boolean isTest(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream().anyMatch(a -> TESTS.contains(simpleName(a)));
  }

  private static Set<Integer> rows(ModifiersTree modifiers) {
    Set<Integer> rows = new TreeSet<>();
    for (AnnotationTree annotation : modifiers.getAnnotations()) {
      if (simpleName(annotation).equals("Tag")) {
        for (ExpressionTree argument : annotation.getArguments()) {
          ExpressionTree value =
              argument instanceof AssignmentTree named ? named.getExpression() : argument;
          if (value instanceof LiteralTree literal
              && literal.getValue() instanceof String tag
              && tag.matches(PREFIX + "\\d+")) {
            rows.add(Integer.valueOf(tag.substring(PREFIX.length())));
          }
        }
      }
    }
    return rows;
  }

  private static String simpleName(AnnotationTree annotation) {
    String name = annotation.getAnnotationType().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The tests of each row, as {@code class#method}; an inherited test under each heir's name. */
  Map<Integer, Set<String>> byRow() {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (TestClass heir : classes.values()) {
      for (TestMethod method : methodsOf(heir, 0)) {
        for (int row : method.rows()) {
          rows.computeIfAbsent(row, r -> new TreeSet<>()).add(heir.name() + "#" + method.name());
        }
      }
    }
    return rows;
  }

  /**
   * What brings faults about in a test's class: what is named there, or in what it inherits, or in
   * what helps it and is no test itself.
   *
   * @param test {@code class#method}
   */
  Set<Producer> producersOf(String test) {
    return producers.computeIfAbsent(
        test.substring(0, test.indexOf('#')),
        name -> {
          Set<Producer> found = EnumSet.noneOf(Producer.class);
          Optional.ofNullable(classes.get(name))
              .ifPresent(declared -> collect(declared, new HashSet<>(), found));
          return found;
        });
  }

  /** What the page names for a row, and none of its tests makes use of. */
  Set<Producer> producersWithout(FaultRow row, Set<String> tests) {
    Set<Producer> absent = EnumSet.noneOf(Producer.class);
    absent.addAll(row.madeBy());
    tests.forEach(test -> absent.removeAll(producersOf(test)));
    return tests.isEmpty() ? Set.of() : absent;
  }

  private void collect(TestClass from, Set<String> seen, Set<Producer> found) {
    if (!seen.add(from.name())) {
      return;
    }
    for (Producer producer : Producer.values()) {
      if (producer.isIn(from.source())) {
        found.add(producer);
      }
    }
    Matcher words = WORD.matcher(from.source());
    while (words.find()) {
      for (TestClass named : bySimpleName().getOrDefault(words.group(), List.of())) {
        boolean helps = named.methods().isEmpty() || from.superclass().equals(words.group());
        if (helps) {
          collect(named, seen, found);
        }
      }
    }
  }

  private Map<String, List<TestClass>> bySimpleName() {
    if (simpleNames.isEmpty()) {
      for (TestClass one : classes.values()) {
        String simple = one.name().substring(one.name().lastIndexOf('.') + 1);
        simpleNames.computeIfAbsent(simple, name -> new ArrayList<>()).add(one);
      }
    }
    return simpleNames;
  }

  private List<TestMethod> methodsOf(TestClass heir, int depth) {
    List<TestMethod> all = new ArrayList<>(heir.methods());
    if (!heir.superclass().isEmpty() && depth < 9) {
      classes.values().stream()
          .filter(candidate -> candidate.name().endsWith("." + heir.superclass()))
          .forEach(parent -> all.addAll(methodsOf(parent, depth + 1)));
    }
    return all;
  }
}
