/**
 * The commands around plugins: {@code rebe plugin run|inspect|pack|key|sign|install|revoke|schema}.
 */
@NullMarked
package dog.rebe.cli.plugin;

import org.jspecify.annotations.NullMarked;
