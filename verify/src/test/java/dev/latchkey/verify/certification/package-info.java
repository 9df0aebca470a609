/** What certification demands of a relying party, case by case, for every response type and mode. */
@NullMarked
package dev.latchkey.verify.certification;

import org.jspecify.annotations.NullMarked;
