import { createHmac, randomBytes } from 'node:crypto';
import {
  createStackParser,
  type Exception,
  nodeStackLineParser,
  type StackFrame,
} from '@sentry/core';
import type { Trace } from '../../../core/sync/messages.ts';

// What may leave this machine: kinds, codes, counts, places in our own code. Nothing of a build.

const key = randomBytes(32);

/** Names a build for as long as this process runs: its id may be made of a path, and cannot be guessed back. */
export const nameless = (build: string): string =>
  createHmac('sha256', key).update(build).digest('hex').slice(0, 16);

/** Causes of an error that are told of with it: they may lead in a circle. */
const MOST_CAUSES = 4;

/** An error and what caused it, the first cause first. */
export function exceptionsOf(error: unknown, handled: boolean): Exception[] {
  const chain = [exceptionOf(error, handled)];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause instanceof Error && chain.length <= MOST_CAUSES) {
    chain.unshift(exceptionOf(cause, handled));
    cause = cause.cause;
  }
  return chain;
}

/**
 * An error without its message, which may hold paths and what agents wrote: its class, its code, and
 * where in the code it was thrown.
 */
function exceptionOf(error: unknown, handled: boolean): Exception {
  const mechanism = { type: 'ratchet', handled };
  if (!(error instanceof Error)) return { type: 'NotAnError', value: typeof error, mechanism };
  const { name, code } = error as Error & { readonly code?: unknown };
  return {
    type: word(name) ?? 'Error',
    value: word(code) ?? 'no code',
    mechanism,
    stacktrace: { frames: framesOf(error) },
  };
}

const word = (text: unknown): string | null =>
  typeof text === 'string' && /^[\w-]{1,64}$/.test(text) ? text : null;

const parseStack = createStackParser(nodeStackLineParser());

function framesOf({ stack = '', message }: Error): StackFrame[] {
  // What stands above the frames is the message; one that was changed since cannot be told from them.
  const above = stack.indexOf(message);
  if (above === -1) return [];
  return parseStack(stack.slice(above + message.length)).map((frame) => ({
    ...(frame.function === undefined ? {} : { function: frame.function }),
    ...(frame.filename === undefined ? {} : { filename: baseOf(frame.filename) }),
    ...(frame.lineno === undefined ? {} : { lineno: frame.lineno }),
    ...(frame.colno === undefined ? {} : { colno: frame.colno }),
    in_app: frame.in_app ?? false,
  }));
}

const baseOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';

/** What of a producer's baggage goes on: what sampling needs. Names of its pages and users do not. */
const CARRIED =
  /^sentry-(trace_id|public_key|sample_rate|sample_rand|sampled|org_id|environment|release)=/;

/** The context of a trace in Sentry's own headers, from those or from the W3C's; null where it is none. */
export function headersOf(trace: Trace): { sentryTrace: string; baggage: string } | null {
  const sentryTrace = trace.sentryTrace ?? fromW3c(trace.traceparent ?? '');
  if (!sentryTrace) return null;
  const entries = (trace.baggage ?? '').split(',').map((entry) => entry.trim());
  return { sentryTrace, baggage: entries.filter((entry) => CARRIED.test(entry)).join(',') };
}

function fromW3c(traceparent: string): string | null {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(traceparent);
  if (!match) return null;
  const [, traceId = '', spanId = '', flags = ''] = match;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return `${traceId}-${spanId}-${Number.parseInt(flags, 16) & 1}`;
}
