/**
 * Plugins in WebAssembly from people whom nobody here knows. {@link dog.rebe.sandbox.PluginHost}
 * loads and calls them; {@link dog.rebe.sandbox.PluginLimits} and {@link dog.rebe.sandbox.Grants}
 * say how far they may go.
 */
@NullMarked
package dog.rebe.sandbox;

import org.jspecify.annotations.NullMarked;
