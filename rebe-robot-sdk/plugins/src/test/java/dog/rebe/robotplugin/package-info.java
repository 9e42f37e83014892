@NullMarked
package dog.rebe.robotplugin;

import org.jspecify.annotations.NullMarked;
