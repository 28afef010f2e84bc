import { Fragment } from 'react';
import { capsOf, lastPart } from '../../core/commands/keys.ts';
import { Kbd } from './kbd.tsx';

/** As tinykeys decides which key is Mod. */
const isMac = /Mac|iPod|iPhone|iPad/.test(navigator.platform);

/** A key as it is written in a sentence: `Ctrl+K`. */
export const keyText = (key: string): string => capsOf(key, isMac).join('+');

/** Keys of a command, any of which will do; a row of many by the first and the last. */
export function KeyCaps({ keys }: { keys: readonly string[] }) {
  const isRow = keys.length > 2;
  const shown = isRow ? keys.slice(0, 1) : keys;
  return (
    <span className="flex flex-none items-center gap-1 text-xs text-faint">
      {shown.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && 'or'}
          {capsOf(key, isMac).map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </Fragment>
      ))}
      {isRow && (
        <>
          to <Kbd>{lastPart(keys.at(-1) ?? '')}</Kbd>
        </>
      )}
    </span>
  );
}
