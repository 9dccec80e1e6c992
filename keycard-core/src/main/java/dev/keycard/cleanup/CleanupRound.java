package dev.keycard.cleanup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One round of purging, step by step. The caller pauses between the steps, and may stop after any of them, because each is
 * complete. For one thread.
 */
public final class CleanupRound {

    private final List<CleanupPart> parts;
    private int current;

    CleanupRound(List<CleanupPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Does one step, which is one small transaction.
     *
     * @return whether there are more steps
     * @throws dev.keycard.store.StoreUnavailableException if the store is not available; the step can be tried again
     */
    public boolean step() {
        if (current < parts.size() && !parts.get(current).step()) {
            current++;
        }
        return current < parts.size();
    }

    /** How many rows were purged so far, by their kind: {@code logins}, {@code api_tokens}, and so on. */
    public Map<String, Long> purged() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        parts.forEach(part -> numbers.put(part.name(), part.purged()));
        return numbers;
    }
}
