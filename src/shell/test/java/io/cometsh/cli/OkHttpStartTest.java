package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal._HostnamesCommonKt;
import okhttp3.internal.platform.Jdk9Platform;
import okhttp3.internal.platform.Platform;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The changed classes of OkHttp do what its own do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OkHttpStartTest {
    private static final String TARGET = OkHttpStart.class.getName().replace('.', '/');

    @ParameterizedTest
    @ValueSource(strings = {"www.comet.com", "127.0.0.1", "localhost", "a-b.example", "", ".", "xn-.example", "x--n"})
    void a_plain_name_of_a_host_stays_as_the_own_code_of_the_library_leaves_it(String host) throws Exception {
        assertThat(OkHttpStart.isPlainHost(host)).isTrue();
        assertThat(unchanged(host)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"WWW.Comet.COM", "bücher.example", "xn--bcher-kva.example", "a.xn--zz", "a_b", "a b", "a\u3002b"
            })
    void other_names_go_through_the_tables_of_the_library(String host) throws Exception {
        assertThat(OkHttpStart.isPlainHost(host)).isFalse();
        assertThat(_HostnamesCommonKt.idnToAscii(host)).isEqualTo(unchanged(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "127.0.0.1",
                "1.2.3.4.5",
                "a",
                "abc",
                "127.0.0.1a",
                "::1",
                ":",
                "fe80::1",
                "FE80::1.2",
                "1.2::3",
                "g::1",
                "::g",
                "a.b",
                "localhost",
                "[::1]",
                "\u0663"
            })
    void an_address_is_what_the_library_takes_for_one(String host) throws Exception {
        assertThat(_HostnamesCommonKt.canParseAsIpAddress(host)).isEqualTo(unchanged("canParseAsIpAddress", host));
    }

    private static Object unchanged(String host) throws Exception {
        return unchanged("idnToAscii", host);
    }

    /** By the library's jar, without the program's classes. */
    private static Object unchanged(String method, String host) throws Exception {
        URL own = HttpUrl.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader others = new ClassLoader(HttpUrl.class.getClassLoader()) {};
        try (URLClassLoader library = new URLClassLoader(new URL[] {own}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith("okhttp3.") ? super.findClass(name) : others.loadClass(name);
            }
        }) {
            return library.loadClass(_HostnamesCommonKt.class.getName())
                    .getMethod(method, String.class)
                    .invoke(null, host);
        }
    }

    @Test
    void an_address_has_the_host_in_ASCII() {
        assertThat(HttpUrl.get("http://WWW.Bücher.example/").host()).isEqualTo("www.xn--bcher-kva.example");
        assertThat(HttpUrl.get("https://www.comet.com/").host()).isEqualTo("www.comet.com");
        assertThat(HttpUrl.parse("http://a..b/")).isNull();
    }

    @Test
    void connections_are_used_again_and_closed_when_they_were_idle_for_long() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        ConnectionPool pool = new ConnectionPool(2, 300, TimeUnit.MILLISECONDS);
        OkHttpClient client = new OkHttpClient.Builder().connectionPool(pool).build();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Set<Connection> used = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                OkHttpClient watching = client.newBuilder()
                        .addNetworkInterceptor(chain -> {
                            used.add(chain.connection());
                            return chain.proceed(chain.request());
                        })
                        .build();
                try (Response reply =
                        watching.newCall(new Request.Builder().url(url).build()).execute()) {
                    assertThat(reply.code()).isEqualTo(204);
                }
            }
            assertThat(used).hasSize(1);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (pool.connectionCount() > 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(pool.connectionCount()).isZero();
        } finally {
            client.dispatcher().executorService().shutdown();
            server.stop(0);
        }
    }

    @Test
    void dates_of_http_are_in_the_time_zone_of_java() {
        TimeZone zone = OkHttpStart.getTimeZone("GMT");
        TimeZone expected = TimeZone.getTimeZone("GMT");
        assertThat(zone.getID()).isEqualTo(expected.getID());
        assertThat(zone.getRawOffset()).isEqualTo(expected.getRawOffset());
        assertThat(zone.useDaylightTime()).isFalse();
        assertThat(zone.getOffset(new Date().getTime())).isZero();
        assertThat(OkHttpStart.getTimeZone("Europe/Berlin")).isEqualTo(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @Test
    void the_platform_is_that_of_java() {
        assertThat(Platform.Companion.get()).isExactlyInstanceOf(Jdk9Platform.class);
    }

    @Test
    void what_is_wrong_is_logged() {
        Logger logger = Logger.getLogger("okhttp3.OkHttpClient");
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                messages.add(message.getLevel() + " " + message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Platform.Companion.get().log("a connection was leaked", Platform.WARN, null);
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        assertThat(messages).containsExactly("WARNING a connection was leaked");
        assertThat(OkHttpStart.isLoggable(null, null)).isFalse();
        Logger fine = Logger.getLogger("io.cometsh.test.fine");
        fine.setLevel(Level.FINE);
        assertThat(OkHttpStart.isLoggable(fine, null)).isTrue();
    }

    @Test
    void every_method_that_the_changed_classes_call_is_there() throws IOException {
        Set<String> called = new TreeSet<>();
        for (String type : List.of(
                "_UtilJvmKt",
                "_HostnamesCommonKt",
                "platform.Platform",
                "concurrent.TaskRunner",
                "concurrent.TaskRunner$runnable$1",
                "concurrent.TaskQueue",
                "concurrent.TaskLoggerKt")) {
            Set<String> calls = callsOf("okhttp3.internal." + type);
            assertThat(calls).as(type).isNotEmpty();
            called.addAll(calls);
        }
        Set<String> there = Arrays.stream(OkHttpStart.class.getMethods())
                .map(method -> method.getName() + Type.getMethodDescriptor(method))
                .collect(Collectors.toSet());
        assertThat(there).containsAll(called);
    }

    private static Set<String> callsOf(String type) throws IOException {
        Set<String> calls = new TreeSet<>();
        try (InputStream in = ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String method, String form, String signature, String[] thrown) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitMethodInsn(
                                                int opcode, String owner, String name, String of, boolean isInterface) {
                                            if (owner.equals(TARGET)) {
                                                calls.add(name + of);
                                            }
                                        }
                                    };
                                }
                            },
                            0);
        }
        return calls;
    }
}
