package dog.rebe.change;

import dog.rebe.files.FilePath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a step does to one path: it appears, it disappears, or it is another afterwards. A rename is
 * the disappearance of one path and the appearance of another.
 *
 * @param path where, absolute
 * @param before the file as it is; empty if there is none
 * @param after the file as it will be; empty if there will be none
 * @param time the time of the last change that it gets, where the step sets one; empty where it
 *     merely writes, which changes the time as a matter of course
 */
public record FileChange(
    FilePath path, Optional<FileState> before, Optional<FileState> after, Optional<SetTime> time) {

  /** A change that sets no time. */
  public FileChange(FilePath path, Optional<FileState> before, Optional<FileState> after) {
    this(path, before, after, Optional.empty());
  }

  public FileChange {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(time, "time");
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("The path of a change is absolute");
    }
    if (before.equals(after) && (time.isEmpty() || after.isEmpty())) {
      throw new IllegalArgumentException("What is the same before and after is no change");
    }
    if (after.isEmpty() && time.isPresent()) {
      throw new IllegalArgumentException("What is gone has no time");
    }
  }

  Map<String, Object> canonical() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("path", path.bytes());
    before.ifPresent(state -> form.put("before", state.canonical()));
    after.ifPresent(state -> form.put("after", state.canonical()));
    time.ifPresent(set -> form.put("time", set.instant().map(Object::toString).orElse("now")));
    return form;
  }
}
