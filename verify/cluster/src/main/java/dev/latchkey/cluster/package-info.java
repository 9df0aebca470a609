/** An application on two nodes; in the tests a proxy, a store that both share, and users. */
@NullMarked
package dev.latchkey.cluster;

import org.jspecify.annotations.NullMarked;
