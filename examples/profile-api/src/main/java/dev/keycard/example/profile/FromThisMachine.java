package dev.keycard.example.profile;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import org.springframework.stereotype.Component;

/** A rule of the application: the request comes from the machine on which the application runs. */
@Component
class FromThisMachine implements Permission {

    @Override
    public boolean permits(Request request, Principal principal) {
        return request.address().equals("127.0.0.1") || request.address().equals("::1");
    }
}
