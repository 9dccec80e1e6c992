package dev.keycard.spring.test.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.test.AnonymousRequest;
import dev.keycard.spring.test.KeycardRequests;
import dev.keycard.spring.test.PresentedCredential;
import dev.keycard.spring.test.UserRequest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A reactive application has no class of servlets on its class path. */
class WithoutServletsTest {

    /** Loads the classes of this test once more, and knows none of servlets. */
    private static final class Loader extends ClassLoader {

        private Loader() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream found = WithoutServletsTest.class.getClassLoader().getResourceAsStream(file)) {
                if (found == null || name.startsWith("jakarta.servlet.")) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = found.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }

    @Test
    void requestsOfTests_areThereToo() throws ReflectiveOperationException {
        Loader loader = new Loader();
        assertThatThrownBy(() -> loader.loadClass("jakarta.servlet.Servlet"))
                .isInstanceOf(ClassNotFoundException.class);
        for (Class<?> type : new Class<?>[] {
            KeycardRequests.class, UserRequest.class, AnonymousRequest.class, PresentedCredential.class
        }) {
            Class.forName(type.getName(), true, loader);
        }
        Class<?> requests = loader.loadClass(KeycardRequests.class.getName());
        Object user = requests.getMethod("user", String.class).invoke(null, "ada");
        assertThat(user.getClass().getClassLoader()).isSameAs(loader);
    }
}
