/** Not API. Whom we talk to: discovery, keys and client registration. */
@NullMarked
package dev.latchkey.provider;

import org.jspecify.annotations.NullMarked;
