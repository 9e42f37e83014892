package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.TreeLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A symbolic link, whose target is read when somebody asks. */
final class OverlayLink extends OverlayNode implements TreeLink {

  private static final int ALL = 0777;

  private byte @Nullable [] target;

  OverlayLink(Overlay overlay, Origin origin) {
    super(overlay, origin);
  }

  OverlayLink(Overlay overlay, byte[] target, OverlayDirectory parent) {
    super(overlay, FileType.SYMBOLIC_LINK, ALL, parent);
    this.target = target.clone();
  }

  @Override
  public byte[] target() {
    byte[] known = target;
    if (known == null) {
      known = overlay.source().readLink(Objects.requireNonNull(origin).path());
      target = known;
    }
    return known.clone();
  }

  @Override
  long sizeBytes() {
    byte[] known = target;
    return known != null || origin == null
        ? Objects.requireNonNull(known).length
        : origin.attributes().sizeBytes();
  }
}
