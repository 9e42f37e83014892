package dog.rebe.cli.report;

import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.sandbox.preview.CommandPreview;
import java.util.List;

/** Tells previews as they come. All methods are called on one thread. */
public interface PreviewSink {

  /** So many machines are looked at. */
  void begin(long nodes);

  /** What the command would do on a machine. */
  void previewed(Node node, CommandPreview preview);

  /** A machine could not be asked. */
  void failed(Node node, Failure<?> failure);

  /** That was all, or somebody ended it. */
  void end();

  /** All of these, in their order. */
  static PreviewSink all(List<PreviewSink> sinks) {
    List<PreviewSink> copy = List.copyOf(sinks);
    return new PreviewSink() {
      @Override
      public void begin(long nodes) {
        copy.forEach(sink -> sink.begin(nodes));
      }

      @Override
      public void previewed(Node node, CommandPreview preview) {
        copy.forEach(sink -> sink.previewed(node, preview));
      }

      @Override
      public void failed(Node node, Failure<?> failure) {
        copy.forEach(sink -> sink.failed(node, failure));
      }

      @Override
      public void end() {
        copy.forEach(PreviewSink::end);
      }
    };
  }
}
