package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./keycard}, with a JDK that only tells how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final int OUTSIDE = 144;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void builtProgram() throws IOException {
        Path built = Files.createDirectories(folder.resolve("root/keycard-server/target/keycard"));
        Files.copy(Path.of("../keycard"), folder.resolve("root/keycard"));
        Files.createFile(folder.resolve("root/pom.xml"));
        Files.createDirectories(folder.resolve("root/keycard-core"));
        Files.createDirectories(folder.resolve("root/keycard-sql"));
        Files.createFile(built.resolve("keycard-server.jar"));
        script("jdk/bin/javac", "exit 0");
        script(
                "jdk/bin/java",
                "echo \"$@\" >>'" + folder.resolve("calls") + "'; case \"$*\" in *' heap'*) echo 312;; esac");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.createDirectories(folder.resolve("work"));
        environment.put("KEYCARD_JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("KEYCARD_JAVA_CGROUPS", folder.resolve("none").toString());
    }

    @Test
    void usualCase_asksNoProgram_andGivesWhatTheCoresNeed() throws Exception {
        assertThat(run("serve")).singleElement().satisfies(call -> {
            assertThat(heap(call)).isEqualTo(192 + 32 * (threads() - 1));
            assertThat(call).contains("-XX:MaxDirectMemorySize=64m").endsWith("keycard-server.jar serve");
        });
    }

    @Test
    void configurationThatDecides_isAskedForOnce_andAgainAfterAChange() throws Exception {
        Path file = folder.resolve("work/keycard.yaml");
        Files.writeString(file, "password:\n  hash-threads: 8\n");
        assertThat(run("serve"))
                .hasSize(2)
                .last()
                .satisfies(call -> assertThat(heap(call)).isEqualTo(312));
        assertThat(run("serve"))
                .singleElement()
                .satisfies(call -> assertThat(heap(call)).isEqualTo(312));
        Files.writeString(file, "password:\n  hash-threads: 9\n");
        assertThat(run("serve")).hasSize(2);
        environment.put("KEYCARD_SERVER_MAX_CONNECTIONS", "500");
        assertThat(run("serve")).hasSize(2);
    }

    @Test
    void configurationIsFound_whereTheProgramFindsIt() throws Exception {
        Path data = Files.createDirectories(folder.resolve("my data"));
        Files.writeString(data.resolve("keycard.yaml"), "password.argon2.memory: 64MiB\n");
        Path named = Files.writeString(folder.resolve("other one.yaml"), "{server: {max-connections: 7}}\n");

        assertThat(run("serve", "--data", data.toString()).get(0)).endsWith("heap --data=" + data);
        assertThat(run("serve", "--port", "1", "--config=" + named).get(0)).endsWith("heap --config=" + named);
        environment.put("KEYCARD_DATA", data.toString());
        assertThat(run("user", "list").get(0)).endsWith(" heap");
    }

    @Test
    void ownHeap_wins() throws Exception {
        Files.writeString(folder.resolve("work/keycard.yaml"), "password:\n  hash-threads: 8\n");
        for (String own : List.of("-Xmx1g", "-XX:MaxHeapSize=1g", "-XX:MaxRAMPercentage=50")) {
            environment.put("KEYCARD_JAVA_OPTS", "-Dx=y " + own);
            assertThat(run("serve"))
                    .singleElement()
                    .satisfies(call -> assertThat(call).contains(own).doesNotContain("-Xmx192m"));
        }
    }

    @Test
    void containersLimit_isFollowed_ofEitherVersion() throws Exception {
        cgroup("proc/self/cgroup", "0::/a/b");
        cgroup("sys/fs/cgroup/a/memory.max", Long.toString(300L << 20));
        cgroup("sys/fs/cgroup/a/b/memory.max", "max");
        assertThat(heap(run("serve").get(0))).isEqualTo(300 - OUTSIDE);

        cgroup("proc/self/cgroup", "5:cpu:/x\n4:memory:/of/the/host");
        cgroup("sys/fs/cgroup/memory/memory.limit_in_bytes", Long.toString(260L << 20));
        assertThat(heap(run("serve").get(0))).isEqualTo(260 - OUTSIDE);

        cgroup("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
        assertThat(heap(run("serve").get(0))).isEqualTo(192 + 32 * (threads() - 1));
    }

    @Test
    void containersCores_areFollowed_ofEitherVersion() throws Exception {
        cgroup("sys/fs/cgroup/cpu.max", "50000 100000");
        assertThat(heap(run("serve").get(0))).isEqualTo(192);

        cgroup("sys/fs/cgroup/cpu.max", "max 100000");
        cgroup("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
        assertThat(heap(run("serve").get(0))).isEqualTo(192 + 32 * (threads() - 1));
    }

    private static int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static int heap(String call) {
        return Arrays.stream(call.split(" "))
                .filter(word -> word.startsWith("-Xmx"))
                .map(word -> Integer.parseInt(word.substring(4, word.length() - 1)))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /**
     * Runs the launcher.
     *
     * @return how the JDK was called
     */
    private List<String> run(String... arguments) throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        List<String> command =
                new ArrayList<>(List.of("sh", folder.resolve("root/keycard").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("work").toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KEYCARD_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("not found", "rror");
        return Files.readAllLines(calls);
    }

    private void cgroup(String file, String text) throws IOException {
        Path path = folder.resolve("cgroups").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
        environment.put("KEYCARD_JAVA_CGROUPS", folder.resolve("cgroups").toString());
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
