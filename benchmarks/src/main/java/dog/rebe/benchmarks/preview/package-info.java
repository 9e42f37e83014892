/** How long previews take over SFTP, and what they ask a server for. */
@NullMarked
package dog.rebe.benchmarks.preview;

import org.jspecify.annotations.NullMarked;
