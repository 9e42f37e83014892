package dog.rebe.change;

import dog.rebe.files.FileView;
import dog.rebe.node.NodeId;

/**
 * Tells what a step would do, without doing it. Third parties may implement it. Implementations are
 * thread-safe and may block.
 *
 * <p>A previewer reads a node through the view that it is given and in no other way, and it never
 * runs anything there. What it cannot tell it lists as a {@link BlindSpot}; leaving it out would be
 * a lie.
 */
@FunctionalInterface
public interface Previewer {

  /**
   * Previews one step on one of its nodes.
   *
   * @param files the node's files, for reading; closed by the caller
   */
  StepPreview preview(Step step, NodeId node, FileView files);
}
