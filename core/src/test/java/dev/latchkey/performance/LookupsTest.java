package dev.latchkey.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.Access;
import dev.latchkey.app.Decision.Answer;
import dev.latchkey.app.Decision.Proceed;
import dev.latchkey.fixture.Api;
import dev.latchkey.fixture.Application;
import dev.latchkey.http.WebRequest;
import dev.latchkey.store.SessionStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often requests and logins look up header fields, and call the session store. */
class LookupsTest {
    private static final String PAGE = "/orders";

    private static void requireAtMost(int budget, CountedHeaders headers) {
        assertThat(headers.lookedUp()).as("header fields that are looked up").hasSizeLessThanOrEqualTo(budget);
    }

    @Test
    void a_page_looks_up_few_header_fields_wherever_the_session_is() {
        for (SessionStore store : List.of(SessionStore.cookie(), Operations.inMemory())) {
            Application application = new Application(settings -> settings.sessions(store));
            application.signIn(PAGE);
            application.proceed(PAGE);
            WebRequest page = application.browser.navigation(PAGE).build();
            CountedHeaders headers = new CountedHeaders(page.headers());

            assertThat(application.party.decide(headers.in(page), Access.signedIn()))
                    .isInstanceOf(Proceed.class);

            requireAtMost(Budget.HEADER_LOOKUPS_OF_A_PAGE, headers);
        }
    }

    @Test
    void a_page_for_anyone_looks_up_few_header_fields_without_a_session() {
        Application application = new Application();
        WebRequest page = application.browser.navigation(PAGE).build();
        CountedHeaders headers = new CountedHeaders(page.headers());

        assertThat(application.party.decide(headers.in(page), Access.anyone())).isInstanceOf(Proceed.class);

        requireAtMost(Budget.HEADER_LOOKUPS_OF_A_PAGE_FOR_ANYONE, headers);
    }

    @Test
    void a_call_looks_up_few_header_fields() {
        Api api = new Api();
        WebRequest call = Api.authorized("Bearer " + Api.token().build()).build();
        CountedHeaders headers = new CountedHeaders(call.headers());

        assertThat(api.party.decide(headers.in(call), Access.bearer("read"))).isInstanceOf(Proceed.class);

        requireAtMost(Budget.HEADER_LOOKUPS_OF_A_CALL, headers);
    }

    @Test
    void a_page_asks_the_store_once_and_writes_nothing_and_a_login_writes_what_it_must() {
        CountedStore store = new CountedStore(Operations.inMemory());
        Application application = new Application(settings -> settings.sessions(store.counted()));

        Answer started = application.answer(PAGE);
        assertThat(store.take()).as("calls at the start of a login").isEqualTo(Budget.STORE_CALLS_OF_A_LOGIN_START);

        application.answer(application.authorize(Application.location(started)));
        assertThat(store.take()).as("calls at the end of a login").isEqualTo(Budget.STORE_CALLS_OF_A_LOGIN_END);

        application.proceed(PAGE);
        assertThat(store.take()).as("calls for the first page").isEqualTo(Budget.STORE_CALLS_OF_A_PAGE);

        application.proceed(PAGE);
        assertThat(store.take()).as("calls for the next page").isEqualTo(Budget.STORE_CALLS_OF_A_PAGE);
    }
}
