package dev.keycard.server.http;

/**
 * The memory that one request or one connection holds at the moment: from its connection's allowance first, and beyond it from
 * an account that all connections share. Confined to its event loop.
 */
final class Held {

    private final ConnectionMemory allowance;
    private final MemoryAccount account;
    private final Runnable end;

    private long own;
    private long borrowed;
    private boolean complete;

    /** The bytes that are returned because the account ended this holder. Guarded by the account's lock. */
    private long ending;

    /** @param end ends the request or connection soon; called from any thread, with the account's lock held */
    Held(ConnectionMemory allowance, MemoryAccount account, Runnable end) {
        this.allowance = allowance;
        this.account = account;
        this.end = end;
    }

    long bytes() {
        return own + borrowed;
    }

    /** Sets the number of bytes that are held. Returns false, and changes nothing, if there is no room. */
    boolean hold(long bytes) {
        long more = bytes - bytes();
        if (more > 0) {
            return grow(more);
        }
        if (more < 0) {
            shrink(-more);
        }
        return true;
    }

    void release() {
        hold(0);
    }

    /** Sets whether everything has arrived; a complete holder is not ended to make room for others. False at first. */
    void complete(boolean now) {
        if (complete != now) {
            complete = now;
            if (borrowed > 0) {
                account.completed(this, now);
            }
        }
    }

    boolean isComplete() {
        return complete;
    }

    private boolean grow(long more) {
        long fromAllowance = allowance.take(more);
        long rest = more - fromAllowance;
        if (rest > 0 && !account.take(this, rest, complete)) {
            allowance.give(fromAllowance);
            return false;
        }
        own += fromAllowance;
        borrowed += rest;
        return true;
    }

    private void shrink(long less) {
        long back = Math.min(less, borrowed);
        if (back > 0) {
            borrowed -= back;
            account.give(this, back, borrowed == 0);
        }
        own -= less - back;
        allowance.give(less - back);
    }

    /**
     * Asked by the account.
     *
     * @param bytes how much that will give back
     */
    void end(long bytes) {
        ending = bytes;
        end.run();
    }

    /** Asked by the account. */
    boolean isEnding() {
        return ending > 0;
    }

    /** Asked by the account when bytes come back. Returns how many of them it has been waiting for. */
    long awaited(long bytes) {
        long awaited = Math.min(bytes, ending);
        ending -= awaited;
        return awaited;
    }
}
