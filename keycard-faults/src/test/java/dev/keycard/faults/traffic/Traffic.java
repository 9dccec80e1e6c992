package dev.keycard.faults.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The clients of a run: they go on until they are stopped, also while nodes fail. Thread-safe. */
public final class Traffic implements AutoCloseable {

    private static final String PASSWORD = "three lakes calm";

    private final List<Member> members;
    private final List<Client> clients = new ArrayList<>();
    private final Staff staff;
    private final Watch watch;
    private final Canary canary;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> running = new ArrayList<>();
    private volatile boolean goesOn = true;

    private Traffic(Api api, Member admin, List<Member> members, Member canary, Member watched, int nodes, long seed) {
        this.members = List.copyOf(members);
        Random seeds = new Random(seed);
        for (Member member : members) {
            clients.add(new Client(api, member, nodes, seeds.nextLong()));
        }
        this.staff = new Staff(api, admin, members, nodes, seeds.nextLong());
        this.watch = new Watch(api, watched, nodes);
        this.canary = new Canary(api, canary, nodes);
    }

    /**
     * Makes the users at the first node.
     *
     * @param adminPassword the password of the user {@code admin}
     */
    public static Traffic prepare(Api api, String adminPassword, int users, int nodes, long seed)
            throws InterruptedException {
        String access = api.accessToken(0, "admin", adminPassword).orElseThrow();
        List<Member> members = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            members.add(api.create(0, access, "client" + user, PASSWORD));
        }
        Member canary = api.create(0, access, "canary", PASSWORD);
        Member watched = api.create(0, access, "watched", PASSWORD);
        return new Traffic(api, new Member("", "admin", adminPassword), members, canary, watched, nodes, seed);
    }

    /** Starts all clients. */
    public void start() {
        for (Client client : clients) {
            run(client.until(this));
        }
        run(staff.until(this));
        watch.until(this).forEach(this::run);
    }

    private void run(Callable<Void> client) {
        running.add(threads.submit(client));
    }

    /** Lets all clients finish, and waits for them. */
    public void stop() throws InterruptedException, ExecutionException {
        goesOn = false;
        for (Future<Void> client : running) {
            client.get();
        }
    }

    /** Each client presents everything that it has and has had, at one node. */
    public void presentEverything(int node) throws InterruptedException {
        for (Client client : clients) {
            client.presentEverything(node);
        }
    }

    /** The password that each user had first, by the user's id. */
    public Map<String, String> firstPasswords() {
        Map<String, String> passwords = new LinkedHashMap<>();
        members.forEach(member -> passwords.put(member.id(), member.password()));
        Stream.of(canary.member(), watch.member()).forEach(member -> passwords.put(member.id(), member.password()));
        return passwords;
    }

    public Canary canary() {
        return canary;
    }

    boolean goesOn() {
        return goesOn;
    }

    int pauseMillis() {
        return 12;
    }

    @Override
    public void close() {
        goesOn = false;
        clients.forEach(Client::close);
        threads.shutdownNow();
    }
}
