/** Not API. JSON, JOSE, randomness and encoding: third-party types end here. */
@NullMarked
package dev.latchkey.internal;

import org.jspecify.annotations.NullMarked;
