package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.FileFailure;
import java.time.DateTimeException;
import java.time.Instant;

/** Between our own types of files and those on the wire. */
final class FileMessage {

  private FileMessage() {}

  static ByteString bytes(FilePath path) {
    return ByteString.copyFrom(path.bytes());
  }

  static FilePath path(ByteString wire) {
    return FilePath.of(wire.toByteArray());
  }

  static dog.rebe.protocol.wire.FileAttributes of(FileAttributes attributes) {
    Instant modified = attributes.modified();
    return dog.rebe.protocol.wire.FileAttributes.newBuilder()
        .setType(
            switch (attributes.type()) {
              case REGULAR -> dog.rebe.protocol.wire.FileType.REGULAR;
              case DIRECTORY -> dog.rebe.protocol.wire.FileType.DIRECTORY;
              case SYMBOLIC_LINK -> dog.rebe.protocol.wire.FileType.SYMBOLIC_LINK;
              case OTHER -> dog.rebe.protocol.wire.FileType.OTHER;
            })
        .setSizeBytes(attributes.sizeBytes())
        .setMode(attributes.mode())
        .setUserId(attributes.userId())
        .setGroupId(attributes.groupId())
        .setModifiedSeconds(modified.getEpochSecond())
        .setModifiedNanos(modified.getNano())
        .build();
  }

  static FileAttributes toAttributes(dog.rebe.protocol.wire.FileAttributes wire) {
    FileType type =
        switch (wire.getType()) {
          case REGULAR -> FileType.REGULAR;
          case DIRECTORY -> FileType.DIRECTORY;
          case SYMBOLIC_LINK -> FileType.SYMBOLIC_LINK;
          default -> FileType.OTHER;
        };
    return new FileAttributes(
        type,
        wire.getSizeBytes(),
        wire.getMode(),
        wire.getUserId(),
        wire.getGroupId(),
        modified(wire));
  }

  private static Instant modified(dog.rebe.protocol.wire.FileAttributes wire) {
    try {
      return Instant.ofEpochSecond(wire.getModifiedSeconds(), wire.getModifiedNanos());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          wire.getModifiedSeconds() + " seconds after 1970 is no time", e);
    }
  }

  static dog.rebe.protocol.wire.FileEntry of(FileEntry entry) {
    return dog.rebe.protocol.wire.FileEntry.newBuilder()
        .setName(bytes(entry.name()))
        .setAttributes(of(entry.attributes()))
        .build();
  }

  static FileEntry toEntry(dog.rebe.protocol.wire.FileEntry wire) {
    return new FileEntry(path(wire.getName()), toAttributes(wire.getAttributes()));
  }

  static FileFailure of(Failure<?> failure) {
    return FileFailure.newBuilder()
        .setKind(failure.kind().code())
        .setDetail(failure.detail())
        .setNotStarted(failure.delivery() == Delivery.NOT_STARTED)
        .build();
  }

  static FailureKind kind(FileFailure wire) {
    return FailureKind.ofCode(wire.getKind()).orElse(FailureKind.INTERNAL_ERROR);
  }
}
