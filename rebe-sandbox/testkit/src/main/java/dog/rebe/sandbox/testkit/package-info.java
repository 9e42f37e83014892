/** For tests of plugins: {@link dog.rebe.sandbox.testkit.PluginHarness} and the conformance kit. */
@NullMarked
package dog.rebe.sandbox.testkit;

import org.jspecify.annotations.NullMarked;
