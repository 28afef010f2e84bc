import { lineDiff } from '../../src/core/build/line-diff.ts';
import type { BuildEvent, ToolOutcome } from '../../src/core/build/event.ts';
import { jsonContent, type Json, textContent } from '../../src/core/build/content.ts';

/** An event without its time, which the recorder gives. */
type Untimed = BuildEvent extends infer Event
  ? Event extends BuildEvent
    ? Omit<Event, 'at'>
    : never
  : never;

export interface Step {
  readonly after: number;
  readonly event: BuildEvent;
}

interface Call {
  readonly input?: Json;
  readonly output?: string;
  readonly outcome?: ToolOutcome;
  readonly exitCode?: number;
  readonly error?: string;
  readonly parent?: string;
}

/** The waits of the script are written for a hurried reader; this makes them a build one can follow. */
const PACE = 1.6;

/** Writes a recording: each step comes some milliseconds after the one before. */
export class Recorder {
  readonly steps: Step[] = [];
  #at: number;
  #pending = 0;
  #calls = 0;
  #blocks = 0;

  constructor(start: number) {
    this.#at = start;
  }

  wait(milliseconds: number): this {
    this.#pending += Math.round(milliseconds * PACE);
    return this;
  }

  emit(event: Untimed): void {
    this.#at += this.#pending;
    this.steps.push({ after: this.#pending, event: { ...event, at: this.#at } });
    this.#pending = 0;
  }

  /** Says a text as models do: a few words at a time. */
  say(text: string, options: { parent?: string; pace?: number } = {}): void {
    this.#stream('text.appended', text, options.pace ?? 70, options.parent);
  }

  think(text: string, pace = 190): void {
    this.#stream('reasoning.appended', text, pace);
  }

  /** Starts a tool and leaves it running; give the answer to `end`. */
  start(name: string, target: string, call: Call = {}): string {
    this.#calls += 1;
    const id = `call_${String(this.#calls).padStart(2, '0')}`;
    this.emit({
      kind: 'tool.started',
      call: id,
      name,
      target,
      ...(call.input === undefined ? {} : { input: jsonContent(call.input) }),
      ...(call.parent === undefined ? {} : { parent: call.parent }),
    });
    return id;
  }

  end(id: string, { output, outcome = 'succeeded', exitCode, error }: Call = {}): void {
    this.emit({
      kind: 'tool.ended',
      call: id,
      outcome,
      ...(output === undefined ? {} : { output: textContent(output) }),
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(error === undefined ? {} : { error }),
    });
  }

  /** A tool from start to end. */
  tool(name: string, target: string, milliseconds: number, call: Call = {}): string {
    const id = this.start(name, target, call);
    this.wait(milliseconds).end(id, call);
    return id;
  }

  /** An edit of a file: what stood there, and what stands there now. */
  edit(path: string, before: string, after: string): void {
    const id = this.start('Edit', path, {
      input: { file_path: path, old_string: before, new_string: after },
    });
    const lines = (text: string) => (text === '' ? [] : text.split('\n'));
    const diff = lineDiff(lines(before), lines(after));
    const number = (kind: string) => diff.filter((line) => line.kind === kind).length;
    this.wait(140).emit({
      kind: 'file.changed',
      path,
      change: 'modified',
      added: number('added'),
      removed: number('removed'),
      call: id,
    });
    this.end(id, { output: `The file ${path} has been updated.` });
  }

  #stream(
    kind: 'text.appended' | 'reasoning.appended',
    text: string,
    pace: number,
    parent?: string,
  ) {
    this.#blocks += 1;
    const block = `block_${this.#blocks}`;
    const words = text.split(/(?<=\s)/);
    for (let at = 0; at < words.length; at += 3) {
      this.emit({
        kind,
        block,
        text: words.slice(at, at + 3).join(''),
        ...(parent === undefined ? {} : { parent }),
      });
      this.wait(pace);
    }
  }
}
