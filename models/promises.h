/*
 * What all models share. A model has guards, and promises that hold because of the guards. -DWITHOUT=NAME takes one guard out:
 * SPIN then finds how a promise is broken. Without it, all promises hold.
 */
#ifndef WITHOUT
#define WITHOUT 0
#endif

/* A condition that the code checks, unless this guard is taken out. */
#define GUARD(name, condition) (WITHOUT == name || (condition))

/* For a guard that is an order of steps: whether it is in place. */
#define KEEPS(name) (WITHOUT != name)

/* The name of a broken promise stands in what SPIN prints. */
#define PROMISE(name) bool name = true
#define promise(name, condition) name = (condition); assert(name)
