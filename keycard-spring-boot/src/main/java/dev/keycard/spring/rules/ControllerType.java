package dev.keycard.spring.rules;

import dev.keycard.spring.PermittedBeans;
import java.lang.reflect.Proxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.web.method.HandlerMethod;

/**
 * The class of a controller, whose rules count. Spring may have seen less of it: a proxy of its interfaces, or what the method
 * that makes the bean returns. Stateless.
 */
final class ControllerType {

    private ControllerType() {}

    static Class<?> of(HandlerMethod handler, BeanFactory beans) {
        Object bean = handler.getBean();
        // Each request comes here, most of them to a class without a proxy.
        if (bean.getClass() == handler.getBeanType() && !(bean instanceof Proxy)) {
            return handler.getBeanType();
        }
        if (bean instanceof String name) {
            return named(name, beans, handler.getBeanType());
        }
        Class<?> target = AopProxyUtils.ultimateTargetClass(bean);
        return Proxy.isProxyClass(target) ? registered(handler, beans, target) : target;
    }

    /** An opaque proxy does not show what is behind it. */
    private static Class<?> registered(HandlerMethod handler, BeanFactory beans, Class<?> otherwise) {
        HandlerMethod registered = handler.getResolvedFromHandlerMethod();
        return registered != null && registered.getBean() instanceof String name
                ? named(name, beans, otherwise)
                : otherwise;
    }

    private static Class<?> named(String bean, BeanFactory beans, Class<?> otherwise) {
        Class<?> type = PermittedBeans.type(beans, bean);
        return type == null ? otherwise : type;
    }
}
