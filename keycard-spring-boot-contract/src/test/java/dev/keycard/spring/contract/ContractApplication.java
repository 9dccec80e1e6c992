package dev.keycard.spring.contract;

import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.Permit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** An application as the starter finds it: it has no security chain of its own, and no paths but those of Keycard. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
@Import(ContractApplication.Elsewhere.class)
class ContractApplication {

    /** Paths that are no endpoints are the application's. This one has a page for none of them, and says so to everyone. */
    @RestController
    static class Elsewhere {

        @RequestMapping(
                path = "/**",
                method = {
                    RequestMethod.GET,
                    RequestMethod.HEAD,
                    RequestMethod.POST,
                    RequestMethod.PUT,
                    RequestMethod.PATCH,
                    RequestMethod.DELETE,
                    RequestMethod.OPTIONS
                })
        @Permit(AllowAny.class)
        void nothing() {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }
    }
}
