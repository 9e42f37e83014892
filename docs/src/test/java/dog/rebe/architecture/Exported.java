package dog.rebe.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages that our modules export to everybody. */
record Exported(Set<String> names) {
  static Exported packages() {
    return new Exported(
        modules()
            .flatMap(module -> module.exports().stream())
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toUnmodifiableSet()));
  }

  static Stream<ModuleDescriptor> modules() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(Exported::isOurs)
        .flatMap(path -> ModuleFinder.of(path).findAll().stream())
        .map(ModuleReference::descriptor);
  }

  /** Whether users of the module can name the type. */
  boolean shows(JavaClass type) {
    return names.contains(type.getPackageName())
        && isShown(type.getModifiers())
        && type.getEnclosingClass().map(this::shows).orElse(true);
  }

  static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isOurs(Path entry) {
    return entry.getFileName().toString().startsWith("rebe-") || entry.endsWith("target/classes");
  }
}
