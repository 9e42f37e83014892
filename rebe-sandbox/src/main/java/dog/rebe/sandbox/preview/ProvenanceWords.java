package dog.rebe.sandbox.preview;

/** Where a preview has what it says from, in words for the owner. */
final class ProvenanceWords {

  private ProvenanceWords() {}

  static String of(CommandPreview preview) {
    return switch (preview.kind()) {
      case SANDBOX ->
          "I ran it on a copy in memory that lies over the machine's real files; the machine was"
              + " only read.";
      case DRY_RUN -> "I asked the machine, by a command of its own that only reads.";
      case DECLARED -> "I do not know it; its author says so.";
      case BLIND -> "I do not know it, for the reason that is given.";
    };
  }
}
