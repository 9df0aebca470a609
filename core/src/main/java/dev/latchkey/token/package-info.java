/** Not API. The back channel: tokens, their verification, and UserInfo. */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
