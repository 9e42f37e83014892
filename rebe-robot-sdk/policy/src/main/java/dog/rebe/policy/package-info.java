/**
 * Policies as CEL expressions (Common Expression Language): {@link dog.rebe.policy.CelPolicy}. For
 * the class path: CEL's own jars share packages, which the module path forbids.
 */
@NullMarked
package dog.rebe.policy;

import org.jspecify.annotations.NullMarked;
