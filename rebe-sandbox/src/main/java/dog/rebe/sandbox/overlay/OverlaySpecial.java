package dog.rebe.sandbox.overlay;

/** A device, a socket or a pipe: it has attributes, and cannot be opened. */
final class OverlaySpecial extends OverlayNode {

  OverlaySpecial(Overlay overlay, Origin origin) {
    super(overlay, origin);
  }

  @Override
  long sizeBytes() {
    return 0;
  }
}
