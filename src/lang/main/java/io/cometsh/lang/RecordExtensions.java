package io.cometsh.lang;

import groovy.lang.Closure;
import io.cometsh.client.wire.WireRecord;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * What a map does by Groovy's own methods for every object, for the records of the client: Comet's Python API returns
 * dictionaries there. The methods that only maps have are found by {@link PythonSpelling}. Groovy finds this class by
 * {@code META-INF/groovy}.
 */
public final class RecordExtensions {
    private RecordExtensions() {}

    public static WireRecord each(WireRecord self, Closure<?> body) {
        DefaultGroovyMethods.each(self.toMap(), body);
        return self;
    }

    public static <T> List<T> collect(WireRecord self, Closure<T> body) {
        return DefaultGroovyMethods.collect(self.toMap(), body);
    }

    public static Map.Entry<String, Object> find(WireRecord self, Closure<?> condition) {
        return DefaultGroovyMethods.find(self.toMap(), condition);
    }

    public static Map<String, Object> findAll(WireRecord self, Closure<?> condition) {
        return DefaultGroovyMethods.findAll(self.toMap(), condition);
    }

    public static boolean any(WireRecord self, Closure<?> condition) {
        return DefaultGroovyMethods.any(self.toMap(), condition);
    }

    public static boolean every(WireRecord self, Closure<?> condition) {
        return DefaultGroovyMethods.every(self.toMap(), condition);
    }

    public static Iterator<Map.Entry<String, Object>> iterator(WireRecord self) {
        return self.toMap().entrySet().iterator();
    }

    public static boolean isCase(WireRecord self, Object name) {
        return self.toMap().containsKey(name);
    }

    @SuppressWarnings("unchecked")
    public static <T> T asType(WireRecord self, Class<T> type) {
        if (type == Map.class) {
            return (T) self.toMap();
        }
        if (Collection.class.isAssignableFrom(type)) {
            return DefaultGroovyMethods.asType(self.toMap().values(), type);
        }
        return DefaultGroovyMethods.asType((Object) self, type);
    }
}
