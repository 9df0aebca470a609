package dev.latchkey.testing;

import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestProvider} and {@link TestBrowser}s as parameters. All tests of a class share one provider,
 * which before each test behaves, is on time, has no sessions and remembers no requests. Each browser parameter is a
 * new browser.
 *
 * <pre>{@code
 * @ExtendWith(TestProviderExtension.class)
 * class LoginTest {
 *     @Test
 *     void user_signs_in(TestProvider provider, TestBrowser browser) { ... }
 * }
 * }</pre>
 *
 * <p>For a provider with settings of its own, register an instance in a static field with {@code @RegisterExtension}.
 */
public final class TestProviderExtension implements ParameterResolver, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(TestProviderExtension.class);

    private final TestProvider.Builder builder;

    /** An extension with a default provider. */
    public TestProviderExtension() {
        this(TestProvider.builder());
    }

    /** An extension with a provider of these settings. */
    public TestProviderExtension(TestProvider.Builder builder) {
        this.builder = builder;
    }

    /** Makes the provider as good as new, if there is one. */
    @Override
    public void beforeEach(ExtensionContext context) {
        TestProvider provider = context.getStore(NAMESPACE).get(TestProvider.class, TestProvider.class);
        if (provider != null) {
            provider.behave();
            provider.offsetClock(Duration.ZERO);
            provider.resetAccessTokenLifetime();
            provider.signOutEverywhere();
            provider.forgetRequests();
        }
    }

    /** Whether the parameter is a provider or a browser. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestProvider.class || type == TestBrowser.class;
    }

    /** The provider of the class, or a new browser. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == TestBrowser.class) {
            return new TestBrowser();
        }
        ExtensionContext classContext = outermostClass(context);
        return classContext
                .getStore(NAMESPACE)
                .computeIfAbsent(TestProvider.class, unused -> builder.start(), TestProvider.class);
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext found = context;
        ExtensionContext next = context;
        while (next.getTestClass().isPresent()) {
            found = next;
            next = next.getParent().orElse(context.getRoot());
        }
        return found;
    }
}
