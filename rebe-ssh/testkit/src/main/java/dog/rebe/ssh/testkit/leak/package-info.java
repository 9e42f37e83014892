/** A JUnit extension that fails a test which leaves something behind. */
@NullMarked
package dog.rebe.ssh.testkit.leak;

import org.jspecify.annotations.NullMarked;
