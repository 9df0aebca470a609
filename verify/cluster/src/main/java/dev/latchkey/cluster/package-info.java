/** An application that runs on several nodes. */
@NullMarked
package dev.latchkey.cluster;

import org.jspecify.annotations.NullMarked;
