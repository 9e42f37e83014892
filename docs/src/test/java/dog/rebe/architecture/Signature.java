package dog.rebe.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import java.util.List;
import java.util.function.BiConsumer;

/** All types in what a class shows to its users, type arguments and bounds included. */
final class Signature {
  private final JavaClass owner;

  private Signature(JavaClass owner) {
    this.owner = owner;
  }

  static Signature of(JavaClass owner) {
    return new Signature(owner);
  }

  /** Calls {@code visitor} with the place of a type and the type. */
  void forEach(BiConsumer<String, JavaClass> visitor) {
    String itself = owner.getName();
    owner.getSuperclass().ifPresent(type -> visit(itself, type, visitor));
    owner.getInterfaces().forEach(type -> visit(itself, type, visitor));
    visitBounds(itself, owner.getTypeParameters(), visitor);
    owner.getFields().stream()
        .filter(Signature::isShown)
        .forEach(field -> visitField(field, visitor));
    owner.getCodeUnits().stream()
        .filter(Signature::isShown)
        .forEach(unit -> visitCode(unit, visitor));
  }

  private static boolean isShown(JavaMember member) {
    return Exported.isShown(member.getModifiers())
        && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static void visitField(JavaField field, BiConsumer<String, JavaClass> visitor) {
    visit(field.getFullName(), field.getType(), visitor);
  }

  private static void visitCode(JavaCodeUnit unit, BiConsumer<String, JavaClass> visitor) {
    String place = unit.getFullName();
    visit(place, unit.getReturnType(), visitor);
    unit.getParameterTypes().forEach(type -> visit(place, type, visitor));
    unit.getThrowsClause().getTypes().forEach(type -> visitor.accept(place, type));
    visitBounds(place, unit.getTypeParameters(), visitor);
  }

  private static void visitBounds(
      String place,
      List<? extends JavaTypeVariable<?>> variables,
      BiConsumer<String, JavaClass> visitor) {
    variables.forEach(
        variable -> variable.getUpperBounds().forEach(bound -> visit(place, bound, visitor)));
  }

  private static void visit(String place, JavaType type, BiConsumer<String, JavaClass> visitor) {
    type.getAllInvolvedRawTypes().forEach(raw -> visitor.accept(place, raw));
  }
}
