/** Settings: providers, clients, the outgoing HTTP client, and every weakening. */
@NullMarked
package dev.latchkey.config;

import org.jspecify.annotations.NullMarked;
