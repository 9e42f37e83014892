package dog.rebe.sandbox.preview;

import dog.rebe.change.FileState;
import dog.rebe.files.FileMode;
import dog.rebe.files.FileType;

/** What happens to an entry, in words, without its path. */
final class ChangeWords {

  private ChangeWords() {}

  static String created(EntryChange change) {
    return " ("
        + state(change.after().orElseThrow())
        + ")"
        + change.from().map(from -> ", another name of " + PreviewText.shown(from)).orElse("")
        + copyOf(change)
        + time(change);
  }

  static String deleted(EntryChange change) {
    return " (" + state(change.before().orElseThrow()) + ")";
  }

  static String renamed(EntryChange change) {
    return PreviewText.shown(change.from().orElseThrow())
        + " becomes "
        + PreviewText.shown(change.path())
        + renamedBesides(change);
  }

  /** What else a renaming does, each after a comma. */
  static String renamedBesides(EntryChange change) {
    return (change.replaced().isPresent() ? ", in place of what is there" : "") + changed(change);
  }

  /** What is another, each after a comma. */
  static String changed(EntryChange change) {
    FileState before = change.before().orElseThrow();
    FileState after = change.after().orElseThrow();
    StringBuilder what = new StringBuilder();
    if (before.type() != after.type()) {
      what.append(", ").append(type(before)).append(" to ").append(type(after));
    }
    if (before.mode() != after.mode()) {
      what.append(", mode ").append(mode(before)).append(" to ").append(mode(after));
    }
    if (before.userId() != after.userId() || before.groupId() != after.groupId()) {
      what.append(", owner ").append(owner(before)).append(" to ").append(owner(after));
    }
    what.append(time(change));
    if (change.content().orElse(null) instanceof ContentDifference.Bytes) {
      what.append(", ")
          .append(OwnerSentence.bytes(before.sizeBytes()))
          .append(" to ")
          .append(OwnerSentence.bytes(after.sizeBytes()));
    }
    return what + copyOf(change);
  }

  private static String time(EntryChange change) {
    return change
        .time()
        .map(
            time ->
                time.instant().map(instant -> ", time " + instant).orElse(", time to when it runs"))
        .orElse("");
  }

  private static String copyOf(EntryChange change) {
    return change.content().orElse(null) instanceof ContentDifference.CopyOf copy
        ? ", with the content of " + PreviewText.shown(copy.source())
        : "";
  }

  private static String state(FileState state) {
    return type(state)
        + (state.type() == FileType.REGULAR ? ", " + OwnerSentence.bytes(state.sizeBytes()) : "");
  }

  private static String type(FileState state) {
    return switch (state.type()) {
      case REGULAR -> "file";
      case DIRECTORY -> "folder";
      case SYMBOLIC_LINK -> "link";
      case OTHER -> "device, socket or pipe";
    };
  }

  private static String mode(FileState state) {
    return FileMode.ofBits(state.mode()).toString();
  }

  private static String owner(FileState state) {
    return state.userId() + ":" + state.groupId();
  }
}
