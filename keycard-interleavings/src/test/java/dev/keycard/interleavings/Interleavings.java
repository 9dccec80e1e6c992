package dev.keycard.interleavings;

import kotlin.jvm.functions.Function1;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Lets Lincheck call the operations of a class from several threads, in the orders that threads can take between any two accesses
 * of memory. The result of each operation says whether a promise was broken: it must be what the sequential specification gives.
 */
public final class Interleavings {

    private static final int SCENARIOS = 8;
    private static final int ORDERS = 150;

    private Interleavings() {}

    /** Tries scenarios of three threads with two operations each, after one operation alone. */
    public static void check(Class<?> operations, Class<?> specification) {
        Function1<String, Boolean> caffeine = name -> name.startsWith("com.github.benmanes.caffeine");
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(specification)
                .checkObstructionFreedom(false)
                // A library that is tested elsewhere: each of its operations is one step.
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(caffeine)
                        .allMethods()
                        .treatAsAtomic())
                .check(operations);
    }

    /** What operations give that report whether a promise was broken: it never is. */
    public static class NeverBroken {

        public boolean ask() {
            return false;
        }

        public void end() {}

        public void change() {}

        public void prune() {}

        public void catchUp() {}
    }
}
