package dev.keycard.revocation;

import java.util.List;

/** Reads changes whose numbers become visible in their order. */
final class OrderedReader implements ChangeReader {

    private final NumberedChanges changes;
    private long position;

    OrderedReader(NumberedChanges changes, long position) {
        this.changes = changes;
        this.position = position;
    }

    @Override
    public List<RecordedChange> next(int limit) {
        List<RecordedChange> news = changes.after(position, limit);
        if (!news.isEmpty()) {
            position = news.get(news.size() - 1).sequence();
        }
        return news;
    }

    @Override
    public ReadPosition position() {
        return new ReadPosition(position, List.of());
    }
}
