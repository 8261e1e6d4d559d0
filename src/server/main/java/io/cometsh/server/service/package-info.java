/** The rules of the embedded server, without HTTP and without SQL: who may ask, what a run's life is, what a query means ({@code RuleEvaluator}). */
package io.cometsh.server.service;
