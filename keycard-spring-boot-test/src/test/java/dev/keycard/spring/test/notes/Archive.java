package dev.keycard.spring.test.notes;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** A service with a rule of Spring Security. */
@Service
public class Archive {

    @PreAuthorize("hasRole('editor')")
    public int purge() {
        return 7;
    }
}
