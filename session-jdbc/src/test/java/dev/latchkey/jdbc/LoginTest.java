package dev.latchkey.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.testing.BrowserCookie;
import dev.latchkey.testing.TestBrowser;
import dev.latchkey.testing.TestClient;
import dev.latchkey.testing.TestProvider;
import dev.latchkey.testing.TestUser;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People who sign in to an application that keeps its sessions in a database. */
class LoginTest {
    private final TestUser user =
            TestUser.of("subject-4711").claim("name", "Zoe Zander").claim("email", "zoe@example.com");

    private static List<String> dump(DataSource database) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of("sessions", "session_group", "values", "tombstones")) {
            List<String> rows = Rows.dump(database, "latchkey_" + table);
            assertThat(rows).as(table).isNotEmpty();
            all.addAll(rows);
        }
        return all;
    }

    /** Two people sign in, and the provider ends one of their sessions. */
    private void assertNothingIsSaidAboutUsers(DataSource database) throws IOException, SQLException {
        JdbcSessionStore store =
                JdbcSessionStore.builder(database).createTables().build();
        try (TestProvider provider = TestProvider.builder().user(user).start();
                Portal portal = new Portal(provider.issuer(), store)) {
            provider.client(TestClient.confidential("client1", "secret1")
                    .withMetadata("backchannel_logout_uri", portal.backchannelLogoutUri()));
            TestBrowser zoe = new TestBrowser();
            TestBrowser alice = new TestBrowser();
            assertThat(zoe.signIn(portal.url("/me"), user.subject()).title()).isEqualTo(user.subject());
            assertThat(alice.signIn(portal.url("/me"), "alice").title()).isEqualTo("alice");
            List<String> secrets = new ArrayList<>(provider.sids(user.subject()));
            secrets.addAll(List.of(user.subject(), "Zander", "zoe@example.com", "alice", provider.issuer(), "client1"));
            zoe.cookies(portal.url("/me")).stream().map(BrowserCookie::value).forEach(secrets::add);
            assertThat(secrets).hasSizeGreaterThanOrEqualTo(8);
            assertThat(provider.logoutToken("client1").sub("alice").send().status())
                    .isEqualTo(200);

            assertThat(zoe.open(portal.url("/me")).title()).isEqualTo(user.subject());
            assertThat(alice.open(portal.url("/")).title()).isEqualTo("nobody");
            assertThat(dump(database)).allSatisfy(value -> assertThat(value).doesNotContain(secrets));
        }
    }

    @Test
    void the_tables_hold_nothing_but_hashes_times_and_sealed_bytes() throws IOException, SQLException {
        assertNothingIsSaidAboutUsers(H2.unpooled(H2.newDatabase()));
    }

    @Test
    @Tag("cluster")
    void so_they_do_on_postgresql() throws IOException, InterruptedException, SQLException {
        try (PostgreSql server = PostgreSql.start();
                HikariDataSource pool = server.pool()) {
            assertNothingIsSaidAboutUsers(pool);
        }
    }
}
