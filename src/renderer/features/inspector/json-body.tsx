import type { Json } from '../../../core/build/content.ts';
import { memo, use, useMemo } from 'react';
import { JsonTree } from './json/json-tree.tsx';
import { LineList } from './line-list.tsx';
import { MannerContext } from './manner.ts';
import { WrittenBody } from './written-body.tsx';

interface Props {
  readonly label: string;
  readonly json: Json;
  readonly wrap: boolean;
  readonly inset?: boolean | undefined;
}

/** A value as JSON: a tree, or indented. One that is only a text is shown as that text. */
export function JsonBody(props: Props) {
  const { label, json, wrap, inset } = props;
  const { plain } = use(MannerContext);
  const text = useMemo(() => plainText(json), [json]);
  if (text !== null) return <WrittenBody label={label} text={text} wrap={wrap} inset={inset} />;
  const isTree = !plain && json !== null && typeof json === 'object';
  return isTree ? <JsonTree label={label} json={json} inset={inset} /> : <JsonLines {...props} />;
}

function JsonLines({ label, json, wrap, inset }: Props) {
  const lines = useMemo(() => JSON.stringify(json, null, 2).split('\n'), [json]);
  return (
    <LineList
      label={label}
      lines={lines.length}
      renderLine={(index) => <JsonLine text={lines[index] ?? ''} />}
      wrap={wrap}
      inset={inset}
    />
  );
}

const JsonLine = memo(function JsonLine({ text }: { text: string }) {
  const [, indent = '', key, rest = ''] = /^(\s*)("(?:[^"\\]|\\.)*":)?(.*)$/s.exec(text) ?? [];
  const value = rest.trim();
  const tone = value.startsWith('"')
    ? 'text-ok'
    : /^[-\d]|^(true|false|null)/.test(value)
      ? 'text-run'
      : '';
  return (
    <>
      {indent}
      {key !== undefined && <span className="text-muted">{key}</span>}
      <span className={tone}>{rest}</span>
    </>
  );
});

/** Tool results often come as `[{type: 'text', text: '…'}]`: that is a text. */
function plainText(json: Json): string | null {
  if (typeof json === 'string') return json;
  if (!Array.isArray(json) || json.length === 0) return null;
  const texts = json.map((part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) && part['type'] === 'text'
      ? part['text']
      : null,
  );
  return texts.every((text) => typeof text === 'string') ? texts.join('\n') : null;
}
