package dog.rebe.runner;

import dog.rebe.node.NodeId;
import java.time.Instant;

/**
 * A change that was begun.
 *
 * @param at when
 * @param node where
 */
record SpentChange(Instant at, NodeId node) {}
