package dev.keycard.spring.page;

import dev.keycard.spring.app.OwnsNote;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@Import(OwnsNote.class)
class PageApplication {}
