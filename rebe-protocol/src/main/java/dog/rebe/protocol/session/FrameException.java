package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.SessionError;
import java.io.IOException;

/** The other side broke the protocol: the session is over. */
public final class FrameException extends IOException {

  private static final long serialVersionUID = 1L;

  private final SessionError.Code code;

  /** This rule was broken in this way. */
  public FrameException(SessionError.Code code, String detail) {
    super(detail);
    this.code = code;
  }

  static FrameException malformed(String detail) {
    return new FrameException(SessionError.Code.MALFORMED_FRAME, detail);
  }

  static FrameException credit(String detail) {
    return new FrameException(SessionError.Code.CREDIT, detail);
  }

  static FrameException call(String detail) {
    return new FrameException(SessionError.Code.CALL, detail);
  }

  static FrameException unexpected(String detail) {
    return new FrameException(SessionError.Code.UNEXPECTED_FRAME, detail);
  }

  /** Which rule. */
  public SessionError.Code code() {
    return code;
  }
}
