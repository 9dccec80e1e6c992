package dev.keycard.example.profile;

import dev.keycard.spring.AllowAny;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.Permit;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints for some users only, and one for all. */
@RestController
class ReportController {

    @GetMapping("/api/about/")
    @Permit(AllowAny.class)
    Map<String, String> about() {
        return Map.of("name", "Profile API");
    }

    @GetMapping("/api/report/")
    @Permit(IsAdminUser.class)
    Map<String, Integer> report() {
        return Map.of("requests", 7);
    }

    @GetMapping("/api/export/")
    @Permit(rule = "HasTier(premium)")
    Map<String, String> export() {
        return Map.of("format", "csv");
    }

    @GetMapping("/api/maintenance/")
    @Permit({IsAdminUser.class, FromThisMachine.class})
    Map<String, Boolean> maintenance() {
        return Map.of("running", false);
    }
}
