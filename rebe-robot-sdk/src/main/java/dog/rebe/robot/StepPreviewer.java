package dog.rebe.robot;

import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.node.Node;
import java.util.List;

/**
 * Tells what a step would do on a node, without doing it. A runner asks one for every step and node
 * of a plan, and an approval is bound to what it says. Implementations are thread-safe and may
 * block.
 *
 * <p>What it cannot tell it lists as a blind spot, by name; leaving it out would be a lie. It is
 * never an exception that a node does not answer: that is a blind spot, too.
 */
@FunctionalInterface
public interface StepPreviewer {

  /**
   * Previews one step on one of its nodes. The same state of the node gives the same preview.
   *
   * @param step what would be done
   * @param node where
   */
  StepPreview preview(Step step, Node node);

  /**
   * Previews a step before which others are done on the same node. A runner calls this one, and has
   * previewed those before it. By default it is previewed as if they were not there.
   *
   * @param earlier the steps that stand before this one in the plan, as far as they are done on
   *     this node and change something, whether this one names them or not; of those that only
   *     read, the ones that it comes after. In the order of the plan, maybe none
   */
  default StepPreview previewAfter(List<Step> earlier, Step step, Node node) {
    return preview(step, node);
  }

  /**
   * What has moved on a node since this previewer gave a preview of the step there, so that it does
   * not hold any more. A runner asks right before the step begins on the node, and does not begin
   * it if anything has. Another preview of the same step, given since of another state of the node,
   * makes no difference.
   *
   * @param shown the preview that somebody was shown
   * @return a sentence for each thing; nothing if the preview holds, and by default. That nobody
   *     can tell is a sentence, too
   */
  default List<String> moved(StepPreview shown, Step step, Node node) {
    return List.of();
  }
}
