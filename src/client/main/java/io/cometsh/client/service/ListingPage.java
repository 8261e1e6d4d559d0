package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import java.util.Map;

/**
 * Which part of a project's listing is wanted, and in which order.
 *
 * @param page from 1; null for all of them
 * @param pageSize how many at most; null for all of them
 * @param sortBy {@code startTime} or {@code endTime}; null for the server's own order
 * @param sortOrder {@code asc} or {@code desc}; null for the server's own
 */
public record ListingPage(Integer page, Integer pageSize, String sortBy, String sortOrder) {
    public static final ListingPage ALL = new ListingPage(null, null, null, null);

    public ListingPage {
        if (page != null && pageSize == null) {
            throw new CometException("page needs pageSize: how many experiments a page has");
        }
        if (page != null && page < 1 || pageSize != null && pageSize < 1) {
            throw new CometException("page and pageSize count from 1");
        }
        oneOf("sortBy", sortBy, "startTime", "endTime");
        oneOf("sortOrder", sortOrder, "asc", "desc");
        if (page != null && sortBy != null && sortOrder == null) {
            throw new CometException("a page of a sorted listing needs sortOrder: asc or desc");
        }
    }

    private static void oneOf(String what, String given, String one, String other) {
        if (given != null && !given.equals(one) && !given.equals(other)) {
            throw new CometException(what + " is \"" + one + "\" or \"" + other + "\", not \"" + given + "\"");
        }
    }

    /** This page of the same order. */
    ListingPage at(int number, int size) {
        return new ListingPage(number, size, sortBy, sortBy != null && sortOrder == null ? "asc" : sortOrder);
    }

    void addTo(Map<String, String> parameters) {
        parameters.putAll(JsonCalls.parameters(
                "page",
                page == null ? null : page.toString(),
                "size",
                pageSize == null ? null : pageSize.toString(),
                "sortBy",
                sortBy,
                "sortOrder",
                sortOrder));
    }
}
