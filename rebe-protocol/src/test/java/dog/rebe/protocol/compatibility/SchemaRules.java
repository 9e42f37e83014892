package dog.rebe.protocol.compatibility;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a schema of one major version may not do to the one that was released before it: peers of
 * both must go on understanding each other.
 */
final class SchemaRules {

  private final Map<String, DescriptorProto> newMessages = new HashMap<>();
  private final Map<String, EnumDescriptorProto> newEnums = new HashMap<>();
  private final List<String> breaches = new ArrayList<>();

  private SchemaRules(FileDescriptorSet now) {
    for (FileDescriptorProto file : now.getFileList()) {
      file.getMessageTypeList().forEach(message -> collect(file.getPackage(), message));
      file.getEnumTypeList()
          .forEach(each -> newEnums.put(file.getPackage() + "." + each.getName(), each));
    }
  }

  private void collect(String scope, DescriptorProto message) {
    String name = scope + "." + message.getName();
    newMessages.put(name, message);
    message.getNestedTypeList().forEach(nested -> collect(name, nested));
    message.getEnumTypeList().forEach(each -> newEnums.put(name + "." + each.getName(), each));
  }

  /** In words; empty if there is none. */
  static List<String> breaches(FileDescriptorSet released, FileDescriptorSet now) {
    SchemaRules rules = new SchemaRules(now);
    for (FileDescriptorProto file : released.getFileList()) {
      file.getMessageTypeList().forEach(message -> rules.check(file.getPackage(), message));
      file.getEnumTypeList().forEach(each -> rules.check(file.getPackage(), each));
    }
    return rules.breaches;
  }

  private void check(String scope, DescriptorProto old) {
    String name = scope + "." + old.getName();
    DescriptorProto now = newMessages.get(name);
    if (now == null) {
      breaches.add(name + " is gone");
      return;
    }
    Map<Integer, FieldDescriptorProto> fields =
        now.getFieldList().stream()
            .collect(Collectors.toMap(FieldDescriptorProto::getNumber, Function.identity()));
    for (FieldDescriptorProto field : old.getFieldList()) {
      String place = name + "." + field.getName();
      FieldDescriptorProto same = fields.get(field.getNumber());
      if (same == null) {
        checkReserved(place, field, now);
      } else {
        checkSame(place, field, old, same, now);
      }
    }
    checkReservationsKept(name, old, now);
    old.getNestedTypeList().forEach(nested -> check(name, nested));
    old.getEnumTypeList().forEach(each -> check(name, each));
  }

  private void checkReserved(String place, FieldDescriptorProto field, DescriptorProto now) {
    boolean number =
        now.getReservedRangeList().stream()
            .anyMatch(
                range ->
                    range.getStart() <= field.getNumber() && field.getNumber() < range.getEnd());
    if (!number || !now.getReservedNameList().contains(field.getName())) {
      breaches.add(
          place + " is gone, and its number " + field.getNumber() + " and name are not reserved");
    }
  }

  private void checkSame(
      String place,
      FieldDescriptorProto field,
      DescriptorProto old,
      FieldDescriptorProto same,
      DescriptorProto now) {
    if (!same.getName().equals(field.getName())) {
      breaches.add(place + " is now called " + same.getName());
    }
    if (same.getType() != field.getType() || !same.getTypeName().equals(field.getTypeName())) {
      breaches.add(place + " has another type");
    }
    if (same.getLabel() != field.getLabel()
        || same.getProto3Optional() != field.getProto3Optional()) {
      breaches.add(place + " may be absent or repeated otherwise");
    }
    if (!oneof(field, old).equals(oneof(same, now))) {
      breaches.add(place + " is in another choice");
    }
  }

  private static String oneof(FieldDescriptorProto field, DescriptorProto message) {
    return field.hasOneofIndex() ? message.getOneofDecl(field.getOneofIndex()).getName() : "";
  }

  private void checkReservationsKept(String name, DescriptorProto old, DescriptorProto now) {
    if (!now.getReservedNameList().containsAll(old.getReservedNameList())
        || !now.getReservedRangeList().containsAll(old.getReservedRangeList())) {
      breaches.add(name + " no longer reserves what it did");
    }
  }

  private void check(String scope, EnumDescriptorProto old) {
    String name = scope + "." + old.getName();
    EnumDescriptorProto now = newEnums.get(name);
    if (now == null) {
      breaches.add(name + " is gone");
      return;
    }
    Map<Integer, String> values =
        now.getValueList().stream()
            .collect(
                Collectors.toMap(
                    EnumValueDescriptorProto::getNumber, EnumValueDescriptorProto::getName));
    for (EnumValueDescriptorProto value : old.getValueList()) {
      if (!value.getName().equals(values.get(value.getNumber()))) {
        breaches.add(name + "." + value.getName() + " has another number, or is gone");
      }
    }
  }
}
