package dog.rebe.ssh.link;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A channel that nobody has yet: opened while a command is under way, so that the next one finds it
 * open. Whoever takes it hears what he would have heard had he opened it himself, in the same
 * order. That it was refused he does not hear: perhaps there was no room beside the command before
 * him. Thread-safe.
 */
final class OpenedAhead implements ChannelListener {

  /** Hears what became of a channel. */
  interface Keeper {
    /** The server gives none beside those that are open; somebody may be waiting for it. */
    void refused(OpenedAhead channel, @Nullable ChannelListener waiting);

    /** It has closed, and nobody had taken it. */
    void closed(OpenedAhead channel);
  }

  private final int windowBytes;
  private final Keeper keeper;
  private @Nullable SessionChannel channel;
  private boolean confirmed;
  private @Nullable ChannelListener owner;
  private boolean handing;
  private boolean over;
  private @Nullable Fault lost;

  OpenedAhead(int windowBytes, Keeper keeper) {
    this.windowBytes = windowBytes;
    this.keeper = keeper;
  }

  /** How much it may receive ahead of its reader. */
  int windowBytes() {
    return windowBytes;
  }

  /** It is this channel, which is to be opened next. */
  synchronized SessionChannel keep(SessionChannel asked) {
    channel = asked;
    return asked;
  }

  /**
   * Takes it, once only.
   *
   * @return null if it is gone; nobody is told anything then
   */
  @Nullable SessionChannel take(ChannelListener newOwner) {
    SessionChannel taken;
    boolean open;
    synchronized (this) {
      taken = channel;
      if (over || taken == null) {
        return null;
      }
      owner = newOwner;
      open = confirmed;
      handing = open;
    }
    if (open) {
      newOwner.opened(taken);
      handed(newOwner);
    }
    return taken;
  }

  /** It may have closed in the meantime. */
  private void handed(ChannelListener to) {
    Fault why;
    synchronized (this) {
      handing = false;
      if (!over) {
        return;
      }
      why = lost;
    }
    to.closed(why);
  }

  @Override
  public void opened(SessionChannel opened) {
    ChannelListener to;
    synchronized (this) {
      confirmed = true;
      to = owner;
    }
    if (to != null) {
      to.opened(opened);
    }
  }

  @Override
  public void openRefused(int code, String reason) {
    ChannelListener to;
    synchronized (this) {
      over = true;
      to = owner;
    }
    keeper.refused(this, to);
  }

  @Override
  public void closed(@Nullable Fault why) {
    ChannelListener to;
    synchronized (this) {
      over = true;
      lost = why;
      if (handing) {
        return;
      }
      to = owner;
    }
    if (to != null) {
      to.closed(why);
    } else {
      keeper.closed(this);
    }
  }

  @Override
  public void replied(boolean success) {
    ChannelListener to = owner();
    if (to != null) {
      to.replied(success);
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    ChannelListener to = owner();
    if (to != null) {
      to.received(stream, bytes);
    }
  }

  @Override
  public void exited(Exit exit) {
    ChannelListener to = owner();
    if (to != null) {
      to.exited(exit);
    }
  }

  @Override
  public void endOfData() {
    ChannelListener to = owner();
    if (to != null) {
      to.endOfData();
    }
  }

  private synchronized @Nullable ChannelListener owner() {
    return owner;
  }
}
