/**
 * What can be learned of a module's bytes without an engine: its sections, imports, limits and
 * manifest. Nothing is allocated that the module only claims to need.
 */
@NullMarked
package dog.rebe.sandbox.module;

import org.jspecify.annotations.NullMarked;
