/** Virtual threads, of which the JDK has as many as anybody asks for, and their carriers, of which it has few. */
@NullMarked
package dev.latchkey.verify.threads;

import org.jspecify.annotations.NullMarked;
