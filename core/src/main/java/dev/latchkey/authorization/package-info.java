/** Not API. The front channel: what is sent to the provider through the browser, and what comes back. */
@NullMarked
package dev.latchkey.authorization;

import org.jspecify.annotations.NullMarked;
