/** Two nodes, a proxy, a store that all share, and users. Everything is real but the users and the provider. */
@NullMarked
package dev.latchkey.cluster;

import org.jspecify.annotations.NullMarked;
