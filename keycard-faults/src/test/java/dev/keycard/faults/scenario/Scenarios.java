package dev.keycard.faults.scenario;

import dev.keycard.faults.cluster.FaultProxy;
import dev.keycard.faults.cluster.FaultProxy.Moment;
import dev.keycard.faults.cluster.NodeProcess;
import dev.keycard.faults.cluster.PostgresProcess;
import java.time.Duration;
import java.util.List;

/** All faults. Stateless. */
final class Scenarios {

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final int SMALL_ANSWER = 400;

    private Scenarios() {}

    /** Those after which everything is as before, in any order. */
    static List<Scenario> repeatable() {
        return List.of(
                new Scenario("a node is killed", Scenarios::killNode),
                new Scenario("a node is killed before a commit", stage -> killAt(stage, Moment.BEFORE_COMMIT)),
                new Scenario(
                        "a node is killed after a commit, before its answer",
                        stage -> killAt(stage, Moment.AFTER_COMMIT)),
                new Scenario("commits are not confirmed", Scenarios::loseConfirmations),
                new Scenario("a node is suspended", Scenarios::freezeNode),
                new Scenario("rolling restart", Scenarios::restartInTurn),
                new Scenario("PostgreSQL is restarted", Scenarios::restartDatabase),
                new Scenario("PostgreSQL is killed", Scenarios::killDatabase),
                new Scenario("PostgreSQL is suspended", Scenarios::freezeDatabase),
                new Scenario("PostgreSQL refuses connections", Scenarios::refuse),
                new Scenario("packets to PostgreSQL are lost", Scenarios::losePackets),
                new Scenario("packets of one node are lost", Scenarios::losePacketsOfOne),
                new Scenario("answers of PostgreSQL are lost", Scenarios::loseAnswers),
                new Scenario("the standby is suspended", Scenarios::freezeStandby),
                new Scenario("answers are cut", Scenarios::cutAnswers),
                new Scenario("PostgreSQL is slow", Scenarios::slow),
                new Scenario("conflicts and deadlocks", Scenarios::conflict),
                new Scenario("all connections wait for locks", Scenarios::lock),
                new Scenario("Redis is killed, and started empty", Scenarios::restartRedis),
                new Scenario("Redis is suspended", Scenarios::freezeRedis),
                new Scenario("packets to Redis are lost", Scenarios::losePacketsToRedis),
                new Scenario(
                        "Redis is flushed", stage -> stage.cluster().redis().flush()));
    }

    /** Those after which the database is another, or its times are wrong: once, at the end, in this order. */
    static List<Scenario> last() {
        return List.of(
                new Scenario("fail-over to the standby", Scenarios::failOver),
                new Scenario(CLOCKS + "5 minutes ahead, 5 minutes behind", Scenarios::fiveMinutes),
                new Scenario(CLOCKS + "1 hour ahead", stage -> oneHour(stage, Duration.ofHours(1))),
                new Scenario(CLOCKS + "1 hour behind", stage -> oneHour(stage, Duration.ofHours(-1))),
                new Scenario("restart with right clocks", Scenarios::restartWithRightClocks));
    }

    /** How the names of scenarios begin in which clocks differ. */
    static final String CLOCKS = "clocks: ";

    private static void killNode(Stage stage) throws Exception {
        NodeProcess node = stage.cluster().node(stage.anyNode());
        node.kill();
        stage.pause(MOMENT);
        node.start();
    }

    private static void killAt(Stage stage, Moment moment) throws Exception {
        int index = stage.anyNode();
        NodeProcess node = stage.cluster().node(index);
        stage.at(moment, index, node::kill);
        node.start();
    }

    private static void loseConfirmations(Stage stage) throws Exception {
        long end = System.nanoTime() + stage.length().hold().toNanos();
        while (System.nanoTime() < end) {
            stage.at(
                    stage.random().nextBoolean() ? Moment.AFTER_COMMIT : Moment.BEFORE_COMMIT,
                    stage.anyNode(),
                    () -> {});
        }
    }

    private static void freezeNode(Stage stage) throws Exception {
        NodeProcess node = stage.cluster().node(stage.anyNode());
        node.freeze();
        stage.pause(stage.length().frozen());
        node.thaw();
    }

    private static void restartInTurn(Stage stage) throws Exception {
        for (NodeProcess node : stage.cluster().nodes()) {
            node.stop();
            node.start();
        }
    }

    private static void restartDatabase(Stage stage) throws Exception {
        PostgresProcess database = stage.cluster().primary();
        database.stop();
        stage.pause(MOMENT);
        database.start();
    }

    private static void killDatabase(Stage stage) throws Exception {
        PostgresProcess database = stage.cluster().primary();
        database.kill();
        stage.pause(MOMENT);
        database.start();
    }

    private static void freezeDatabase(Stage stage) throws Exception {
        stage.cluster().primary().freeze();
        stage.pause(stage.length().frozen());
        stage.cluster().primary().thaw();
    }

    private static void refuse(Stage stage) throws Exception {
        for (FaultProxy proxy : stage.cluster().proxies()) {
            proxy.refuse();
        }
        stage.hold();
        forward(stage);
    }

    private static void losePackets(Stage stage) throws Exception {
        stage.cluster().proxies().forEach(FaultProxy::blackHole);
        stage.pause(stage.length().frozen());
        forward(stage);
    }

    private static void losePacketsOfOne(Stage stage) throws Exception {
        FaultProxy proxy = stage.cluster().proxy(stage.anyNode());
        proxy.blackHole();
        stage.pause(stage.length().frozen());
        proxy.forward();
    }

    private static void loseAnswers(Stage stage) throws Exception {
        stage.cluster().proxies().forEach(FaultProxy::loseAnswers);
        stage.hold();
        forward(stage);
    }

    /** No commit is confirmed meanwhile. */
    private static void freezeStandby(Stage stage) throws Exception {
        stage.cluster().standby().freeze();
        stage.hold();
        stage.cluster().standby().thaw();
    }

    private static void cutAnswers(Stage stage) throws Exception {
        long end = System.nanoTime() + stage.length().hold().toNanos();
        while (System.nanoTime() < end) {
            stage.cluster().proxies().forEach(proxy -> proxy.cutAnswersWithin(SMALL_ANSWER));
            stage.pause(Duration.ofMillis(stage.random().nextInt(100)));
        }
        forward(stage);
    }

    private static void slow(Stage stage) throws Exception {
        stage.cluster().proxies().forEach(proxy -> proxy.delay(100));
        stage.hold();
        forward(stage);
    }

    private static void forward(Stage stage) throws Exception {
        for (FaultProxy proxy : stage.cluster().proxies()) {
            proxy.forward();
        }
    }

    private static void conflict(Stage stage) throws Exception {
        Saboteur other = new Saboteur(stage.cluster().primary(), stage.random().nextLong());
        Besides beside = Besides.run(() -> other.conflict(stage.length().hold()));
        new Saboteur(stage.cluster().primary(), stage.random().nextLong())
                .conflict(stage.length().hold());
        beside.join();
    }

    private static void lock(Stage stage) throws Exception {
        new Saboteur(stage.cluster().primary(), stage.random().nextLong())
                .lock(stage.length().frozen());
    }

    /** Redis is never needed: everything works while it is away. */
    private static void restartRedis(Stage stage) throws Exception {
        stage.cluster().redis().stop();
        stage.hold();
        stage.requireRecovery();
        stage.cluster().redis().startAgain();
    }

    private static void freezeRedis(Stage stage) throws Exception {
        stage.cluster().redis().suspend();
        stage.requireRecovery();
        stage.hold();
        stage.cluster().redis().resume();
    }

    private static void losePacketsToRedis(Stage stage) throws Exception {
        stage.cluster().redisProxies().forEach(FaultProxy::blackHole);
        stage.requireRecovery();
        stage.hold();
        for (FaultProxy proxy : stage.cluster().redisProxies()) {
            proxy.forward();
        }
    }

    /** The machine of the primary is gone: nothing refuses connections to it, and nothing answers them, from now on. */
    private static void failOver(Stage stage) throws Exception {
        stage.cluster().proxies().forEach(FaultProxy::blackHole);
        stage.cluster().primary().kill();
        stage.hold();
        stage.cluster().standby().promote();
    }

    private static void fiveMinutes(Stage stage) throws Exception {
        List<NodeProcess> nodes = stage.cluster().nodes();
        Duration ahead = Duration.ofMinutes(5);
        for (NodeProcess node : nodes) {
            node.kill();
            node.startWithClock(ahead);
            ahead = ahead.negated();
        }
        stage.hold();
        for (NodeProcess node : nodes) {
            node.setClock(Duration.ZERO);
        }
    }

    /** The clocks of the nodes are settable since the last scenario. One goes ahead, and then leaps back. */
    private static void oneHour(Stage stage, Duration ahead) throws Exception {
        NodeProcess node = stage.cluster().node(stage.anyNode());
        node.setClock(ahead);
        stage.hold();
        node.setClock(Duration.ZERO);
        stage.hold();
    }

    private static void restartWithRightClocks(Stage stage) throws Exception {
        for (NodeProcess node : stage.cluster().nodes()) {
            node.kill();
            node.start();
        }
    }
}
