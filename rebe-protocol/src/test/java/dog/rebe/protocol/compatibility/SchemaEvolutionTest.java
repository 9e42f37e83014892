package dog.rebe.protocol.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The schemas keep faith with the last release. */
final class SchemaEvolutionTest {

  /** Only a release records anew: {@code -Drebe.protocol.record=true}. */
  private static final String RECORDED = "schema/rebe-v1.binpb";

  private static FileDescriptorSet now() {
    TreeMap<String, FileDescriptorProto> files = new TreeMap<>();
    collect(Frame.getDescriptor().getFile(), files);
    collect(Opening.getDescriptor().getFile(), files);
    return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptorProto> files) {
    files.put(file.getName(), file.toProto());
    file.getDependencies().forEach(dependency -> collect(dependency, files));
  }

  private static FileDescriptorSet released() throws IOException {
    return FileDescriptorSet.parseFrom(Files.readAllBytes(KitFolder.file(RECORDED)));
  }

  @Test
  void breaksNothingThatWasReleased() throws IOException {
    if (KitFolder.isRecording()) {
      Files.write(KitFolder.file(RECORDED), now().toByteArray());
    }
    assertThat(SchemaRules.breaches(released(), now())).isEmpty();
  }

  @Test
  void coversEverySchema() throws IOException {
    try (var files = Files.walk(KitFolder.module().resolve("src/main/proto"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".proto")).count())
          .isEqualTo(now().getFileCount());
    }
  }

  private static void isBreach(Consumer<DescriptorProto.Builder> change, String message) {
    FileDescriptorSet.Builder changed = now().toBuilder();
    for (FileDescriptorProto.Builder file : changed.getFileBuilderList()) {
      for (DescriptorProto.Builder each : file.getMessageTypeBuilderList()) {
        if (each.getName().equals("Output")) {
          change.accept(each);
        }
      }
    }
    assertThat(SchemaRules.breaches(now(), changed.build()))
        .anySatisfy(breach -> assertThat(breach).contains(message));
  }

  @Test
  void noticesEachKindOfBreach() {
    isBreach(message -> message.setName("Outputs"), "rebe.v1.Output is gone");
    isBreach(message -> message.removeField(0), "are not reserved");
    isBreach(
        message -> message.getFieldBuilder(0).setType(FieldDescriptorProto.Type.TYPE_INT32),
        "has another type");
    isBreach(message -> message.getFieldBuilder(0).setNumber(77), "are not reserved");
    isBreach(message -> message.getFieldBuilder(0).setName("number"), "is now called");
    isBreach(
        message -> message.getFieldBuilder(0).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED),
        "absent or repeated");
  }

  @Test
  void allowsNewFieldsAndReservedOldOnes() {
    FileDescriptorSet.Builder changed = now().toBuilder();
    for (FileDescriptorProto.Builder file : changed.getFileBuilderList()) {
      for (DescriptorProto.Builder each : file.getMessageTypeBuilderList()) {
        if (each.getName().equals("Output")) {
          each.addFieldBuilder()
              .setName("later")
              .setNumber(99)
              .setType(FieldDescriptorProto.Type.TYPE_BYTES);
          String removed = each.getField(0).getName();
          int number = each.getField(0).getNumber();
          each.removeField(0).addReservedName(removed);
          each.addReservedRangeBuilder().setStart(number).setEnd(number + 1);
        }
      }
    }
    assertThat(SchemaRules.breaches(now(), changed.build())).isEmpty();
  }
}
