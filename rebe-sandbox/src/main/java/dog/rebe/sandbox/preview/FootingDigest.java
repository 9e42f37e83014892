package dog.rebe.sandbox.preview;

import dog.rebe.change.Digest;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The digest of a footing. Of folders sizes and times are left out: every change in one changes
 * them.
 */
final class FootingDigest {

  private static final String PREFIX = "rebe:footing:v1";

  private FootingDigest() {}

  static Digest of(Footing footing) {
    List<Object> looks = new ArrayList<>();
    new TreeMap<>(footing.looks()).forEach((path, found) -> looks.add(look(path, found)));
    List<Object> listings = new ArrayList<>();
    new TreeMap<>(footing.listings()).forEach((path, list) -> listings.add(listing(path, list)));
    List<Map<String, Object>> reads =
        footing.reads().stream()
            .sorted(
                Comparator.comparing(Footing.ReadPart::path)
                    .thenComparing(Footing.ReadPart::offset)
                    .thenComparing(Footing.ReadPart::length))
            .distinct()
            .map(FootingDigest::read)
            .toList();
    return Digest.of(PREFIX, Map.of("looks", looks, "listings", listings, "reads", reads));
  }

  private static Map<String, Object> look(FilePath path, Optional<FileAttributes> found) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("path", path.bytes());
    found.ifPresent(attributes -> form.put("is", attributes(attributes)));
    return form;
  }

  private static Map<String, Object> listing(FilePath path, List<FileEntry> entries) {
    return Map.of(
        "path",
        path.bytes(),
        "entries",
        entries.stream()
            .map(
                entry -> Map.of("name", entry.name().bytes(), "is", attributes(entry.attributes())))
            .toList());
  }

  private static Map<String, Object> read(Footing.ReadPart part) {
    return Map.of(
        "path", part.path().bytes(),
        "offset", part.offset(),
        "length", part.length(),
        "sha256", part.sha256());
  }

  private static Map<String, Object> attributes(FileAttributes attributes) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("type", attributes.type().name().toLowerCase(Locale.ROOT));
    form.put("mode", attributes.mode());
    form.put("userId", attributes.userId());
    form.put("groupId", attributes.groupId());
    if (attributes.type() != FileType.DIRECTORY) {
      form.put("sizeBytes", attributes.sizeBytes());
      form.put("modified", attributes.modified());
    }
    return form;
  }
}
