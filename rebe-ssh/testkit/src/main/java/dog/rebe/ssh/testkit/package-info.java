/**
 * SSH nodes inside the JVM: real SSH over loopback, in front of machines that are simulated. {@link
 * dog.rebe.ssh.testkit.EmbeddedFleet} starts them, {@link dog.rebe.ssh.testkit.NodeDefinition} says
 * what they are and {@link dog.rebe.ssh.testkit.Fault} what is wrong with them. They answer every
 * script that rebe itself sends, and simple commands; a shell they have not. For what needs a real
 * machine there is {@link dog.rebe.ssh.testkit.OpenSshServer}.
 */
@NullMarked
package dog.rebe.ssh.testkit;

import org.jspecify.annotations.NullMarked;
