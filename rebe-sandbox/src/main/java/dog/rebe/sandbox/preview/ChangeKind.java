package dog.rebe.sandbox.preview;

/** What happens to an entry of a folder. */
public enum ChangeKind {
  /** It is new. */
  CREATED,
  /** It stays, with another content, mode, owner or time; or another file takes its place. */
  CHANGED,
  /** It goes. */
  DELETED,
  /** It gets another path, and takes along what is in it. */
  RENAMED
}
