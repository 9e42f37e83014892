/** Commands and files over SSH: transport, pool, credentials, host trust and jump hosts. */
@NullMarked
package dog.rebe.ssh;

import org.jspecify.annotations.NullMarked;
