/**
 * The web pages of the embedded server: what a browser sees at {@code /} and at every address that a client prints.
 *
 * <p>To add a page:
 *
 * <ol>
 *   <li>Write a class with a method {@code Reply show(Request request)} (see {@link io.cometsh.server.page.Page}). It asks the services, as a route does; it has no SQL. The services hold
 *       the request to the user's workspaces: a page checks nothing and catches nothing, since {@link io.cometsh.server.page.Site} makes a page of every failure.
 *   <li>Name its address in {@link io.cometsh.server.page.Site}: {@code add("{workspace}/{project}", …)}. The first pattern that fits wins. {@code request.inPath("project")} gives a part of
 *       the address, {@code request.query("sort")} a parameter. What is not a page itself (data for a script, a file) has an address below {@code /-/}.
 *   <li>Build it with {@link io.cometsh.server.page.Layout#page}: title, crumbs, then the elements. Elements come from j2html ({@code import static j2html.TagCreator.*}), which escapes
 *       every text and every attribute. Nothing here writes unescaped markup ({@code ArchitectureTest}), {@code style} attributes or inline scripts (the content security policy refuses
 *       them). A table is a {@link io.cometsh.server.page.HtmlTable}.
 *   <li>Make links with {@link io.cometsh.server.page.Links} and show times and numbers with {@link io.cometsh.server.page.DisplayText}.
 *   <li>The style is {@code style.css} in the resources of this package; the classes that pages share are listed at its beginning. A page that needs a script names a file of the same
 *       folder: {@code layout.page(request).uses("live.js")}. It works without the script, too.
 * </ol>
 *
 * <p>A change of data is a form with {@code method="post"}; {@link io.cometsh.server.page.Site} takes it only from a page of this server.
 */
package io.cometsh.server.page;
