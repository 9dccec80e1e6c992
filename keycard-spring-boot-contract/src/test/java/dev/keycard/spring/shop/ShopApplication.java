package dev.keycard.spring.shop;

import dev.keycard.id.UserId;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.IsAuthenticated;
import dev.keycard.spring.Permit;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
@Import(ShopApplication.Orders.class)
class ShopApplication {

    /** Orders of the signed-in user. */
    @RestController
    @Permit(IsAuthenticated.class)
    static class Orders {

        private final JdbcClient jdbc;

        Orders(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @GetMapping("/orders/")
        List<String> list(@CurrentUser UserId buyer) {
            return jdbc.sql("select item from orders where buyer = ? order by id")
                    .param(buyer.toString())
                    .query((row, number) -> row.getString("item"))
                    .list();
        }

        @PostMapping("/orders/")
        void order(@CurrentUser UserId buyer, @RequestParam String item) {
            jdbc.sql("insert into orders (buyer, item) values (?, ?)")
                    .param(buyer.toString())
                    .param(item)
                    .update();
        }
    }
}
