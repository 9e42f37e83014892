/**
 * Robots that are plugins in WebAssembly: {@link dog.rebe.robotplugin.PluginRobot} makes one of a
 * plugin that has the verb {@code plan}.
 */
@NullMarked
package dog.rebe.robotplugin;

import org.jspecify.annotations.NullMarked;
