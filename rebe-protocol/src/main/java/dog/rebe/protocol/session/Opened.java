package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.carrier.Link;
import java.util.OptionalLong;

/**
 * A link over which both sides have agreed.
 *
 * @param link the link
 * @param reader stands after the last frame of the opening
 * @param terms what holds
 * @param session the name of the session
 * @param announcedFrames if the session goes on: how many this side said that it has
 * @param resumedFrames if the session goes on: how many counted frames of it the other side has
 * @param firstBytes what this side has to write before any frame of the session
 */
public record Opened(
    Link link,
    FrameReader reader,
    Terms terms,
    SessionName session,
    OptionalLong announcedFrames,
    OptionalLong resumedFrames,
    ByteString firstBytes) {

  /** A link of a side that announced nothing. */
  Opened(
      Link link,
      FrameReader reader,
      Terms terms,
      SessionName session,
      OptionalLong resumedFrames,
      ByteString firstBytes) {
    this(link, reader, terms, session, OptionalLong.empty(), resumedFrames, firstBytes);
  }
}
