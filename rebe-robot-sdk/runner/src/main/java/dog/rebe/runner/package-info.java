/**
 * Carries out what robots plan. A {@link dog.rebe.runner.Runner} lets a robot observe and plan,
 * previews the plan, asks the policy, checks the approvals, applies in waves with every intent and
 * outcome in the chronicle, verifies, and undoes or hands over what went wrong.
 */
@NullMarked
package dog.rebe.runner;

import org.jspecify.annotations.NullMarked;
