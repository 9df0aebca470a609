/** The provider, the browser and the extension, tested with real requests. */
@NullMarked
package dev.latchkey.testing;

import org.jspecify.annotations.NullMarked;
