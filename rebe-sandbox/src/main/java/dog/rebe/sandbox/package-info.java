/** Reserved for the host of WebAssembly plugins. It holds nothing yet. */
@NullMarked
package dog.rebe.sandbox;

import org.jspecify.annotations.NullMarked;
