/** The back channel: ID tokens rule by rule, the token endpoint and UserInfo. */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
