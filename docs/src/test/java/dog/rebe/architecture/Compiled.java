package dog.rebe.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of every published module. */
final class Compiled {
  private Compiled() {}

  static JavaClasses classes() {
    return Held.CLASSES;
  }

  /** Reading them takes seconds: once for all rules. */
  private static final class Held {
    static final JavaClasses CLASSES =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dog.rebe");
  }
}
