/**
 * SSH nodes inside the JVM, faults between them and a client, and a watch for what a test leaves
 * behind.
 */
@NullMarked
package dog.rebe.ssh.testkit;

import org.jspecify.annotations.NullMarked;
