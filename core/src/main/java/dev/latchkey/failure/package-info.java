/** What can go wrong: four kinds by who must act, and a stable reason code for each cause. */
@NullMarked
package dev.latchkey.failure;

import org.jspecify.annotations.NullMarked;
