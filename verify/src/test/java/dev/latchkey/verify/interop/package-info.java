/** Logins against real OpenID Providers. */
@NullMarked
package dev.latchkey.verify.interop;

import org.jspecify.annotations.NullMarked;
