package dev.jconv2d;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jconv2d.internal.Geometry;
import dev.jconv2d.internal.Parameters;
import dev.jconv2d.internal.PlanCache;
import dev.jconv2d.internal.PostOps;
import dev.jconv2d.internal.Problem;
import dev.jconv2d.internal.onednn.NativeProbe;
import dev.jconv2d.internal.reference.ReferenceKernel;
import dev.jconv2d.testing.Native;
import java.lang.ref.Cleaner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is closed stays closed, whoever closes what, when, and in which order; and says so by an exception. */
@Timeout(60)
class LifeCycleTest {
    /** What may be called on what is closed, because it only describes, or closes: as the classes' documentation has it. */
    private static final Map<Class<?>, Set<String>> DESCRIBES = Map.of(
            Conv2d.class,
            Set.of(
                    "outputShape",
                    "options",
                    "backend",
                    "parameterCount",
                    "weight",
                    "bias",
                    "activation",
                    "residual",
                    "toString",
                    "close"),
            Conv2dPlan.class,
            Set.of("inputShape", "outputShape", "toString", "close"),
            Tensor.class,
            Set.of("shape", "format", "numel", "isReadOnly", "toString", "close"));

    /** So large that oneDNN computes it, where Java would compute small ones. */
    private static final long[] INPUT = {1, 8, 34, 35};

    private static final long[] OUTPUT = {1, 16, 32, 33};

    private static Conv2d layer(Backend backend, boolean residual) {
        Native.assume(backend);
        return Conv2d.builder(8, 16, 3)
                .residual(residual)
                .activation(Activation.relu())
                .seed(1)
                .backend(backend)
                .build();
    }

    private static Tensor sevens(long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        Arrays.fill(values, 7);
        return Tensor.of(values, shape);
    }

    /** Public ones of its own, not those that make another. */
    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** Arguments that suit the layer: of tensors the first is the input, the last one the output. */
    private static Object[] arguments(Method method) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type == Tensor.class) {
                arguments[i] = i == 0 ? sevens(INPUT) : sevens(OUTPUT);
            } else if (type == float[].class) {
                arguments[i] = new float[8 * 34 * 35];
            } else if (type == long[].class) {
                arguments[i] = INPUT.clone();
            } else if (type == MemoryFormat.class) {
                arguments[i] = MemoryFormat.CONTIGUOUS;
            } else {
                throw new AssertionError(method + ": what should this test give for " + type + "?");
            }
        }
        return arguments;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Refused, by name, and nothing written. */
    private static void assertRefuses(String closed, Object target, Method method) {
        Object[] arguments = arguments(method);
        AtomicLong natives = NativeProbe.countCalls();
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> call(target, method, arguments),
                () -> method + " on what is closed");
        NativeProbe.leave();
        assertEquals(0, natives.get(), () -> method + " called native code");
        assertTrue(refused.getMessage().contains(closed), refused.getMessage());
        for (Object argument : arguments) {
            if (argument instanceof Tensor tensor) {
                assertArrayEquals(sevens(tensor.shape()).toArray(), tensor.toArray(), method::toString);
            }
        }
    }

    /** Every method either refuses or, if it only describes, says what it said before. */
    private static void assertClosed(String closed, Object target, Map<Method, String> before) throws Throwable {
        for (Method method : methods(target.getClass()).toList()) {
            if (DESCRIBES.get(target.getClass()).contains(method.getName())) {
                assertEquals(before.get(method), text(call(target, method, arguments(method))), method::toString);
            } else {
                assertRefuses(closed, target, method);
            }
        }
    }

    private static Map<Method, String> descriptions(Object target) throws Throwable {
        Map<Method, String> descriptions = new HashMap<>();
        for (Method method : methods(target.getClass()).toList()) {
            String name = method.getName();
            if (DESCRIBES.get(target.getClass()).contains(name)) {
                descriptions.put(method, name.equals("close") ? "null" : text(call(target, method, arguments(method))));
            }
        }
        return descriptions;
    }

    private static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(LifeCycleTest::text).toString();
        }
        if (value instanceof Tensor tensor) {
            return tensor + Arrays.toString(tensor.toArray());
        }
        return value instanceof long[] sizes ? Arrays.toString(sizes) : String.valueOf(value);
    }

    @Test
    void theListNamesOnlyWhatThereIs() {
        DESCRIBES.forEach((type, names) -> {
            List<String> there = methods(type).map(Method::getName).toList();
            names.forEach(name -> assertTrue(there.contains(name), () -> type + " has no " + name));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void everyMethodOfAClosedLayerRefusesOrDescribes(Backend backend) throws Throwable {
        for (boolean residual : new boolean[] {false, true}) {
            Conv2d layer = layer(backend, residual);
            Conv2dPlan plan = layer.plan(INPUT);
            Map<Method, String> before = descriptions(layer);
            Map<Method, String> planBefore = descriptions(plan);
            layer.close();
            assertClosed("the layer is closed", layer, before);
            assertClosed("the plan is closed, or its layer is", plan, planBefore);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void everyMethodOfAClosedPlanRefusesOrDescribes(Backend backend) throws Throwable {
        for (boolean residual : new boolean[] {false, true}) {
            try (Conv2d layer = layer(backend, residual)) {
                Conv2dPlan plan = layer.plan(INPUT);
                Map<Method, String> before = descriptions(plan);
                plan.close();
                assertClosed("the plan is closed", plan, before);
                assertEquals(backend == Backend.ONEDNN, layer.describe(INPUT).isNative(), "the layer goes on");
            }
        }
    }

    @Test
    void everyMethodOfAClosedTensorRefusesOrDescribes() throws Throwable {
        for (MemoryFormat format : MemoryFormat.values()) {
            Tensor tensor = sevens(INPUT).to(format);
            Map<Method, String> before = descriptions(tensor);
            tensor.close();
            assertClosed("the tensor is closed", tensor, before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void everyCallWithAClosedTensorIsRefusedWithoutWriting(Backend backend) throws Throwable {
        for (boolean residual : new boolean[] {false, true}) {
            try (Conv2d layer = layer(backend, residual);
                    Conv2dPlan plan = layer.plan(INPUT)) {
                for (Object target : List.of(layer, plan)) {
                    List<Method> taking = methods(target.getClass())
                            .filter(method ->
                                    List.of(method.getParameterTypes()).contains(Tensor.class))
                            .filter(method -> method.getParameterCount() == 1
                                    ? !residual
                                    : residual == (method.getParameterCount() == 3))
                            .toList();
                    assertFalse(taking.isEmpty());
                    for (Method method : taking) {
                        for (int closed = 0; closed < method.getParameterCount(); closed++) {
                            assertRefusesClosed(target, method, closed);
                        }
                    }
                }
            }
        }
    }

    private static void assertRefusesClosed(Object target, Method method, int closed) {
        Object[] arguments = arguments(method);
        ((Tensor) arguments[closed]).close();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> call(target, method, arguments), method::toString);
        assertEquals("the tensor is closed", refused.getMessage());
        for (int i = 0; i < arguments.length; i++) {
            if (i != closed) {
                Tensor tensor = assertInstanceOf(Tensor.class, arguments[i]);
                assertArrayEquals(sevens(tensor.shape()).toArray(), tensor.toArray(), method::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void whateverIsClosedFirstTheRestCanStillBeClosed(Backend backend) {
        for (List<Integer> order : orders(List.of(0, 1, 2, 3))) {
            Conv2d layer = layer(backend, false);
            Conv2dPlan plan = layer.plan(INPUT);
            Tensor input = sevens(INPUT);
            Tensor output = sevens(OUTPUT);
            AutoCloseable[] all = {layer, plan, input, output};
            plan.execute(input, output);
            for (int next : order) {
                closeQuietly(all[next]);
                closeQuietly(all[next]);
                assertThrows(IllegalStateException.class, () -> plan.execute(input, output), order::toString);
            }
            assertEquals(0, layer.plans().entries());
            assertEquals(0, layer.plans().heldBytes());
        }
    }

    private static List<List<Integer>> orders(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<Integer> order : orders(rest)) {
                List<Integer> all = new ArrayList<>(List.of(first));
                all.addAll(order);
                orders.add(all);
            }
        }
        return orders;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new AssertionError(e); // none of ours throws anything
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void anInterruptIsKeptAndChangesNothing(Backend backend) {
        float[] expected;
        try (Conv2d layer = layer(backend, false)) {
            expected = layer.forward(sevens(INPUT)).toArray();
        }
        Thread.currentThread().interrupt();
        try {
            Conv2d layer = layer(backend, false);
            assertKept(expected, layer.forward(sevens(INPUT)).toArray());
            Conv2dPlan plan = layer.plan(INPUT);
            assertKept(expected, plan.execute(sevens(INPUT), sevens(OUTPUT)).toArray());
            layer.describe(INPUT);
            plan.close();
            layer.close();
            layer.close();
            assertThrows(IllegalStateException.class, () -> layer.forward(sevens(INPUT)));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    private static void assertKept(float[] expected, float[] got) {
        assertTrue(Thread.currentThread().isInterrupted());
        assertArrayEquals(expected, got);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void whoeverHasJustRunMayClose(Backend backend) throws InterruptedException {
        List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        for (int round = 0; round < 20; round++) {
            Conv2d layer = layer(backend, false);
            float[] expected = layer.forward(sevens(INPUT)).toArray();
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                int closes = i;
                threads[i] = new Thread(() -> {
                    try (Tensor input = sevens(INPUT);
                            Tensor output = sevens(OUTPUT);
                            Conv2dPlan plan = layer.plan(INPUT)) {
                        for (int run = 0; run < 10; run++) {
                            assertArrayEquals(
                                    expected, plan.execute(input, output).toArray());
                        }
                        if (closes % 4 == 3) {
                            layer.close();
                        }
                    } catch (IllegalStateException e) {
                        // Another has closed the layer, as it may.
                    } catch (Throwable e) {
                        wrong.add(e);
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), wrong);
            assertThrows(IllegalStateException.class, () -> layer.describe(INPUT));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONEDNN", "JAVA"})
    void aCleanerMayCloseWhatOthersRun(Backend backend) throws InterruptedException {
        Conv2d layer = layer(backend, false);
        Conv2dPlan plan = layer.plan(INPUT);
        Tensor input = sevens(INPUT);
        float[] expected = layer.forward(input).toArray();
        CountDownLatch closed = new CountDownLatch(1);
        Object forgotten = new Object();
        Cleaner.create().register(forgotten, () -> {
            plan.close();
            input.close();
            layer.close();
            closed.countDown();
        });
        forgotten = null;
        try (Tensor output = sevens(OUTPUT)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (System.nanoTime() < deadline) {
                assertArrayEquals(expected, plan.execute(input, output).toArray());
                System.gc();
            }
        } catch (IllegalStateException e) {
            // Closed by then, as it must be.
        }
        assertTrue(closed.await(30, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, () -> layer.forward(sevens(INPUT)));
    }

    /** As a handler of log records can: what is logged while a plan is made is logged by the caller's thread. */
    @Test
    void aLayerThatIsClosedByTheMakingOfItsPlanEndsThatCall() throws InterruptedException {
        Conv2dOptions options =
                new Conv2dOptions(1, 1, HW.of(1), HW.of(1), Padding.of(0), HW.of(1), 1, false, PaddingMode.ZEROS);
        Problem problem =
                new Problem(Geometry.of(options, 1, 1, 1, 1), MemoryFormat.CONTIGUOUS, MemoryFormat.CONTIGUOUS);
        AtomicReference<PlanCache> itself = new AtomicReference<>();
        PlanCache cache = new PlanCache(
                (ignored, parameters) -> {
                    itself.get().close();
                    itself.get().awaitRuns();
                    return new ReferenceKernel(problem, parameters, 1, "a test");
                },
                new Parameters(new float[1], null, PostOps.NONE),
                10,
                1000);
        itself.set(cache);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                cache.retain(problem).release();
            } catch (Throwable e) {
                end.set(e);
            }
        });
        // One that waits for itself waits for ever, whatever interrupts it.
        caller.setDaemon(true);
        caller.start();
        caller.join(TimeUnit.SECONDS.toMillis(30));
        assertInstanceOf(IllegalStateException.class, end.get());
        cache.awaitRuns();
        assertEquals(0, cache.entries());
    }
}
