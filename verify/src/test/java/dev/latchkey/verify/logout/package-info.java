/** Whole logins over real HTTP against a provider that lies by name. */
@NullMarked
package dev.latchkey.verify.logout;

import org.jspecify.annotations.NullMarked;
