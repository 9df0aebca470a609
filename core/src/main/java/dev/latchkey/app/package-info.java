/** What application code says and reads: who may enter, who is signed in, and what to do when a login fails. */
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
