/**
 * What tests of a login need: {@link dev.latchkey.testing.TestProvider} is an OpenID Provider on loopback,
 * {@link dev.latchkey.testing.TestBrowser} visits the application, {@link dev.latchkey.testing.TestProviderExtension}
 * hands both to JUnit tests.
 */
@NullMarked
package dev.latchkey.testing;

import org.jspecify.annotations.NullMarked;
