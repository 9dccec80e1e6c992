package dev.keycard.webflux;

import dev.keycard.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that note which threads call them. */
final class ObservedStores {

    final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final Stores stores;

    ObservedStores(Stores stores) {
        this.stores = stores;
    }

    Stores stores() throws ReflectiveOperationException {
        RecordComponent[] components = Stores.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] observed = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            observed[i] = observed(types[i], components[i].getAccessor().invoke(stores));
        }
        return Stores.class.getDeclaredConstructor(types).newInstance(observed);
    }

    private Object observed(Class<?> type, Object store) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            threads.add(Thread.currentThread().getName());
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }
}
