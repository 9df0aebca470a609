/** Spring Authorization Server, configured for tests of relying parties. */
@NullMarked
package dev.latchkey.authorizationserver;

import org.jspecify.annotations.NullMarked;
