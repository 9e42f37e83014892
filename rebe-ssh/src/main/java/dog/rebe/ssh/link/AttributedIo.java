package dog.rebe.ssh.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.io.IoSession;
import org.jspecify.annotations.Nullable;

/** What carries an SSH session and keeps what others attach to it. */
interface AttributedIo extends IoSession {

  /** Room for what is attached. */
  static Map<Object, Object> noAttributes() {
    return new ConcurrentHashMap<>(4);
  }

  /** What is attached; always the same map. */
  Map<Object, Object> attributes();

  @Override
  default @Nullable Object getAttribute(Object name) {
    return attributes().get(name);
  }

  @Override
  default @Nullable Object setAttribute(Object name, Object value) {
    return attributes().put(name, value);
  }

  @Override
  default @Nullable Object setAttributeIfAbsent(Object name, Object value) {
    return attributes().putIfAbsent(name, value);
  }

  @Override
  default @Nullable Object removeAttribute(Object name) {
    return attributes().remove(name);
  }
}
