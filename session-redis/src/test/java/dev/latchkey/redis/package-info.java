/** Tests of the store in Redis; those with the tag {@code cluster} start real servers. */
@NullMarked
package dev.latchkey.redis;

import org.jspecify.annotations.NullMarked;
