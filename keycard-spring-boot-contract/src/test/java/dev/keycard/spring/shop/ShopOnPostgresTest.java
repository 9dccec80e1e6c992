package dev.keycard.spring.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.http.Json;
import dev.keycard.server.testing.TestClient;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The starter beside the tables and the migrations of an application, in one PostgreSQL database. */
class ShopOnPostgresTest {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    @TempDir
    private Path data;

    private final String url = PostgresServer.shared().emptyDatabase();

    @AfterEach
    void drop() {
        PostgresServer.shared().drop(url);
    }

    @Test
    void signsIn_guards_andRevokes_beforeAndAfterARestart() {
        String refresh;
        try (ConfigurableApplicationContext shop = start()) {
            shop.getBean(Keycard.class).users().create(NewUser.named(Username.of("ada")), PASSWORD);
            TestClient client = client(shop);
            TestClient.Answer pair = client.signIn("ada", PASSWORD);
            String bearer = "Bearer " + pair.text("access");

            assertThat(client.get("/orders/").status()).isEqualTo(401);
            assertThat(order(client, "a lantern", bearer)).isEqualTo(200);
            assertThat(client.get("/orders/", "Authorization", bearer).body()).isEqualTo("[\"a lantern\"]");

            assertThat(client.post("/api/logout-all/", Json.object(), "Authorization", bearer)
                            .status())
                    .isEqualTo(204);
            assertThat(client.get("/orders/", "Authorization", bearer).status()).isEqualTo(401);
            refresh = client.signIn("ada", PASSWORD).text("refresh");
        }
        try (ConfigurableApplicationContext shop = start()) {
            TestClient client = client(shop);
            TestClient.Answer renewed =
                    client.post("/api/token/refresh/", Json.object().put("refresh", refresh));

            assertThat(renewed.status()).isEqualTo(200);
            assertThat(client.get("/orders/", "Authorization", "Bearer " + renewed.text("access"))
                            .body())
                    .isEqualTo("[\"a lantern\"]");
        }
    }

    @Test
    void tablesAndHistories_areApart_alsoAfterARestart() {
        for (int start = 0; start < 2; start++) {
            try (ConfigurableApplicationContext shop = start()) {
                JdbcClient jdbc = shop.getBean(JdbcClient.class);
                assertThat(texts(jdbc, "select nickname from public.users")).containsExactly("a customer of the shop");
                assertThat(texts(jdbc, "select username from keycard.users")).isEmpty();
                assertThat(texts(jdbc, "select description from public.flyway_schema_history"))
                        .containsExactly("Users and orders");
                assertThat(texts(jdbc, "select script from keycard.keycard_schema_history"))
                        .isNotEmpty()
                        .doesNotContain("V1__Users_and_orders.sql");
                assertThat(tables(jdbc, "public"))
                        .containsExactlyInAnyOrder("flyway_schema_history", "orders", "users");
                assertThat(tables(jdbc, "keycard")).doesNotContain("flyway_schema_history", "orders");
            }
        }
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                ShopApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + url,
                "--spring.flyway.locations=classpath:shop/migration",
                "--keycard.data=" + data);
    }

    private static TestClient client(ConfigurableApplicationContext shop) {
        return new TestClient("http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port"));
    }

    private static int order(TestClient client, String item, String bearer) {
        return client.send(
                        "POST",
                        "/orders/",
                        "item=" + item.replace(' ', '+'),
                        "Authorization",
                        bearer,
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .status();
    }

    private static List<String> tables(JdbcClient jdbc, String schema) {
        return texts(jdbc, "select table_name from information_schema.tables where table_schema = '" + schema + "'");
    }

    private static List<String> texts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, number) -> row.getString(1)).list();
    }
}
