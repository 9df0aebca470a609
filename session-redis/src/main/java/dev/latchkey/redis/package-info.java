/** Sessions in Redis or Valkey, for more than one node. */
@NullMarked
package dev.latchkey.redis;

import org.jspecify.annotations.NullMarked;
