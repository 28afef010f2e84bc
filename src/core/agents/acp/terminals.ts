import { textContent } from '../../build/content.ts';
import { isObject, type JsonObject, textOf } from '../json.ts';
import { keepNewest } from '../memory.ts';
import { type AcpCall, type AcpReading, type AcpTerminal, emit } from './state.ts';

const MOST_TERMINALS = 500;

/** A terminal that the client runs for the agent; calls show it by its id. */
export function terminalOf({ state }: AcpReading, id: string): AcpTerminal {
  const known = state.terminals.get(id);
  if (known) return known;
  const call = [...state.calls].find(([, { terminal }]) => terminal === id)?.[0] ?? null;
  const terminal: AcpTerminal = { call, exitCode: null };
  state.terminals.set(id, terminal);
  keepNewest(state.terminals, MOST_TERMINALS);
  return terminal;
}

/** What a terminal shows so far (`whole`), or what is added to it. */
export function readTerminal(
  reading: AcpReading,
  id: string,
  told: { whole?: string | undefined; delta?: string | undefined; exit?: unknown },
): void {
  const terminal = terminalOf(reading, id);
  const code = isObject(told.exit) ? told.exit['exitCode'] : told.exit;
  if (typeof code === 'number' && Number.isSafeInteger(code)) terminal.exitCode = code;
  const { call } = terminal;
  if (call === null || reading.state.ended.has(call)) return;
  if (told.whole !== undefined) {
    emit(reading, { kind: 'tool.output', call, output: textContent(told.whole) });
  } else if (told.delta !== undefined && told.delta !== '') {
    emit(reading, { kind: 'tool.output', call, delta: told.delta });
  }
}

/** An extension of several agents that run commands themselves: output and exit beside the update. */
export function readTerminalMeta(
  reading: AcpReading,
  id: string,
  call: AcpCall,
  meta: JsonObject,
): void {
  const { terminal_output: output, terminal_exit: exit } = meta;
  const data = isObject(output) ? textOf(output['data']) : undefined;
  if (data !== undefined) emit(reading, { kind: 'tool.output', call: id, delta: data });
  const code = isObject(exit) ? exit['exit_code'] : undefined;
  if (typeof code === 'number' && Number.isSafeInteger(code)) call.exitCode = code;
}
