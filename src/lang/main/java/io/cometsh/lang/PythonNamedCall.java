package io.cometsh.lang;

import io.cometsh.client.Omittable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codehaus.groovy.reflection.CachedMethod;
import org.codehaus.groovy.runtime.MetaClassHelper;

/** One call in Python's spelling, and the method of ours that it means. */
final class PythonNamedCall {
    private static final ClassValue<List<Method>> METHODS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return Arrays.stream(type.getMethods())
                    .filter(method -> method.getDeclaringClass() != Object.class)
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> !method.isSynthetic())
                    .toList();
        }
    };

    private final Object target;
    private final CachedMethod method;
    private final Object[] arguments;

    private PythonNamedCall(Object target, Method method, Object[] arguments) {
        this.target = target;
        this.method = CachedMethod.find(method);
        this.arguments = arguments;
    }

    Object invoke() {
        return method.doMethodInvoke(target, arguments);
    }

    /** What the method gets for a parameter by one of its names. */
    Object argument(String name) {
        Parameter[] parameters = method.getCachedMethod().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (Search.means(name, parameters[i].getName())) {
                return arguments[i];
            }
        }
        throw new IllegalArgumentException(method + " has no parameter " + name);
    }

    static PythonNamedCall of(Object target, String name, Object[] arguments) {
        return new Search(target, name, arguments).find();
    }

    /** {@code name(a, b)} for each public method of this name that is called with a receiver, or without one when static. */
    static List<String> signatures(Class<?> type, String name, boolean isStatic) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isSynthetic())
                .filter(method -> Modifier.isStatic(method.getModifiers()) == isStatic)
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .map(method -> name + parameters(method.getParameters(), Parameter::getName))
                .distinct()
                .toList();
    }

    /** {@code (a, b)}; options, which come as named arguments, come after the others. */
    static String parameters(Parameter[] parameters, Function<Parameter, String> spelled) {
        boolean options = parameters.length > 0
                && parameters[0].getType() == Map.class
                && parameters[0].getName().matches("options|named");
        Stream<String> names = Arrays.stream(parameters).skip(options ? 1 : 0).map(spelled);
        return Stream.concat(names, options ? Stream.of("name: value") : Stream.empty())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Whether the object's own class has a method of this name, in either spelling. */
    static boolean knows(Object target, String name) {
        return !new Search(target, name, new Object[0]).overloads.isEmpty();
    }

    /** Refuses an argument by position that has the name of another parameter. */
    static void requirePosition(Object target, String name, int count, String argument, int position) {
        new Search(target, name, new Object[0]).requirePosition(count, argument, position);
    }

    private static final class Search {
        private final Object target;
        private final String name;
        private final Object[] arguments;
        private final List<Method> overloads;

        Search(Object target, String name, Object[] arguments) {
            this.target = target;
            this.name = name;
            this.arguments = arguments;
            this.overloads = METHODS.get(target.getClass()).stream()
                    .filter(method -> isMeant(method.getName()))
                    .sorted(Comparator.comparingInt(Method::getParameterCount))
                    .toList();
        }

        private boolean isMeant(String candidate) {
            return candidate.equals(name)
                    || name.contains("_") && Spelling.fold(candidate).equals(Spelling.fold(name));
        }

        PythonNamedCall find() {
            if (overloads.isEmpty()) {
                throw unknownMethod();
            }
            // Names that are all parameters are taken as names, even where a method takes a map.
            return findByNames()
                    .or(() -> closest(method -> Optional.of(new Arranged(arguments, 0))))
                    .or(this::findByPlaces)
                    .orElseThrow(this::wrongArguments);
        }

        void requirePosition(int count, String argument, int position) {
            String taken = null;
            boolean isParameter = false;
            for (Method method : overloads) {
                Parameter[] parameters = method.getParameters();
                boolean fits = parameters.length >= count;
                if (fits && means(argument, parameters[position].getName())) {
                    return;
                }
                taken = fits && taken == null ? parameters[position].getName() : taken;
                isParameter |= Stream.of(parameters).anyMatch(parameter -> means(argument, parameter.getName()));
            }
            if (isParameter) {
                throw error(name + " would take `" + argument + "=…` by its position"
                        + (taken == null ? "" : ", as " + spell(taken)) + ", because a variable " + argument
                        + " exists: write " + argument + ": …");
            }
        }

        private SpellingException unknownMethod() {
            List<Method> added = GroovyMethods.ours(target.getClass()).stream()
                    .filter(method -> isMeant(method.getName()))
                    .toList();
            if (!added.isEmpty()) {
                return error(name + " cannot take these arguments. It takes "
                        + added.stream().map(this::signature).distinct().collect(Collectors.joining(" or ")));
            }
            List<String> names = METHODS.get(target.getClass()).stream()
                    .map(method -> spell(method.getName()))
                    .distinct()
                    .toList();
            return error(
                    target.getClass().getSimpleName() + " has no method " + name + Spelling.didYouMean(name, names));
        }

        /** The arguments in the order of a method's parameters. */
        private record Arranged(Object[] arguments, int filled) {}

        private interface Arrangement {
            Optional<Arranged> arrange(Method method);
        }

        /** Of the overloads that can take the arguments, the one that leaves least open and whose parameters are closest. */
        private Optional<PythonNamedCall> closest(Arrangement arrangement) {
            PythonNamedCall best = null;
            int bestFilled = Integer.MAX_VALUE;
            long bestDistance = Long.MAX_VALUE;
            for (Method method : overloads) {
                Arranged arranged = arrangement.arrange(method).orElse(null);
                // Groovy would hand null to a single parameter.
                boolean nothing = arguments.length == 0 && method.getParameterCount() == 1 && !method.isVarArgs();
                if (arranged != null && arranged.filled() <= bestFilled && !(nothing && arranged.filled() == 0)) {
                    Class<?>[] types = MetaClassHelper.convertToTypeArray(arranged.arguments());
                    CachedMethod cached = CachedMethod.find(method);
                    // Groovy takes a missing argument for null.
                    boolean isComplete = types.length > 0 || method.getParameterCount() == 0 || method.isVarArgs();
                    if (isComplete && cached.isValidMethod(types)) {
                        long distance = MetaClassHelper.calculateParameterDistance(types, cached);
                        if (arranged.filled() < bestFilled || distance < bestDistance) {
                            best = new PythonNamedCall(target, method, arranged.arguments());
                            bestFilled = arranged.filled();
                            bestDistance = distance;
                        }
                    }
                }
            }
            return Optional.ofNullable(best);
        }

        /** Groovy hands the named arguments over as one map in front of the others. */
        private Optional<Map<String, Object>> named() {
            if (arguments.length == 0 || !(arguments[0] instanceof Map<?, ?> map) || map.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
            return Optional.of(named);
        }

        private Optional<PythonNamedCall> findByNames() {
            return named().flatMap(named -> closest(method -> arrange(method, named, 1)));
        }

        private Optional<PythonNamedCall> findByPlaces() {
            return closest(method -> arrange(method, Map.of(), 0));
        }

        /**
         * The arguments in the order of the parameters: those by place, those by name, and null for what may be left out.
         *
         * @param first the place of the first argument that has no name
         */
        private Optional<Arranged> arrange(Method method, Map<String, Object> named, int first) {
            Parameter[] parameters = method.getParameters();
            int positional = arguments.length - first;
            if (method.isVarArgs() || parameters.length < positional + named.size()) {
                return Optional.empty();
            }
            Object[] arranged = new Object[parameters.length];
            System.arraycopy(arguments, first, arranged, 0, positional);
            Set<String> unused = new HashSet<>(named.keySet());
            int filled = 0;
            for (int i = positional; i < parameters.length; i++) {
                String parameter = parameters[i].getName();
                Optional<String> key =
                        unused.stream().filter(one -> means(one, parameter)).findFirst();
                if (key.isPresent()) {
                    unused.remove(key.get());
                    arranged[i] = named.get(key.get());
                } else if (isOptional(parameters[i], method)) {
                    filled++;
                } else {
                    return Optional.empty();
                }
            }
            return unused.isEmpty() ? Optional.of(new Arranged(arranged, filled)) : Optional.empty();
        }

        /**
         * Whether a parameter may be left out: it is marked so, or a shorter form of the same call has no such
         * parameter. The longer form gets null for it, and therefore takes no primitive there.
         */
        private boolean isOptional(Parameter parameter, Method method) {
            Set<String> all = names(method);
            return parameter.isAnnotationPresent(Omittable.class)
                    || !parameter.getType().isPrimitive()
                            && overloads.stream()
                                    .map(Search::names)
                                    .anyMatch(names -> all.containsAll(names)
                                            && !names.contains(Spelling.fold(parameter.getName())));
        }

        private static Set<String> names(Method method) {
            return Stream.of(method.getParameters())
                    .map(parameter -> Spelling.fold(parameter.getName()))
                    .collect(Collectors.toSet());
        }

        /** Python writes {@code project_name} where a parameter of ours is {@code project}, and the other way round. */
        private static boolean means(String key, String parameter) {
            String left = Spelling.fold(key);
            String right = Spelling.fold(parameter);
            return left.equals(right) || left.equals(right + "name") || right.equals(left + "name");
        }

        private SpellingException wrongArguments() {
            String signatures =
                    overloads.stream().map(this::signature).distinct().collect(Collectors.joining(" or "));
            Map<String, Object> named = named().orElse(Map.of());
            List<String> parameters = overloads.stream()
                    .flatMap(method -> Stream.of(method.getParameters()))
                    .map(parameter -> spell(parameter.getName()))
                    .distinct()
                    .toList();
            for (String key : named.keySet()) {
                if (parameters.stream().noneMatch(parameter -> means(key, parameter))) {
                    String meant = Spelling.didYouMean(key, parameters);
                    return error(name + " has no parameter " + key + (meant.isEmpty() ? "." : meant) + " It takes "
                            + signatures);
                }
            }
            String given = IntStream.range(named.isEmpty() ? 0 : 1, arguments.length)
                    .mapToObj(i -> Spelling.type(arguments[i] == null ? null : arguments[i].getClass()))
                    .collect(Collectors.joining(", "));
            String names = named.keySet().stream().map(key -> key + ": ...").collect(Collectors.joining(", "));
            List<String> parts = new ArrayList<>(List.of(given, names));
            parts.removeIf(String::isEmpty);
            return error(name + " cannot take (" + String.join(", ", parts) + "). It takes " + signatures);
        }

        private String signature(Method method) {
            Parameter[] parameters = GroovyMethods.parameters(method).toArray(Parameter[]::new);
            return name + parameters(parameters, parameter -> spell(parameter.getName()));
        }

        /** In the style in which the call was written; a name that is a word of Java's own ends in an underscore there. */
        private String spell(String camelCase) {
            String plain = camelCase.replaceFirst("_$", "");
            return name.contains("_") ? Spelling.snake(plain) : plain;
        }

        private SpellingException error(String sentence) {
            return new SpellingException(sentence, name, target.getClass(), arguments);
        }
    }
}
