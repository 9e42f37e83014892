/**
 * The patterns that OpenSSH's files share: {@code *}, {@code ?}, negation with {@code !}. Internal.
 */
@NullMarked
package dog.rebe.ssh.pattern;

import org.jspecify.annotations.NullMarked;
