/** Not API. What is sent to the provider when a user signs out. */
@NullMarked
package dev.latchkey.logout;

import org.jspecify.annotations.NullMarked;
