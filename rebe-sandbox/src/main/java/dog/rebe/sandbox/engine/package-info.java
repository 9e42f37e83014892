/**
 * The one seam behind which a WebAssembly engine stands. Only this package names the engine's
 * types.
 */
@NullMarked
package dog.rebe.sandbox.engine;

import org.jspecify.annotations.NullMarked;
