import type { Json } from '../../../core/build/content.ts';
import { use } from 'react';
import { CodeBody } from '../code/code-body.tsx';
import { JsonBody } from './json-body.tsx';
import { MannerContext } from './manner.ts';
import { TextBody } from './text-body.tsx';

interface Props {
  readonly label: string;
  readonly json: Json;
  readonly wrap: boolean;
}

/** What is written into a file, and commands, are code. */
function InputText({ name, text }: { name: string; text: string }) {
  const { plain, language } = use(MannerContext);
  const shell = /^(?:command|cmd|script)$/.test(name) && !plain ? 'shellscript' : null;
  const own = /content|string|code|source|text/i.test(name) ? language : null;
  const known = shell ?? own;
  if (text === '') return <p className="px-3.5 text-muted italic">empty</p>;
  return known === null ? (
    <TextBody label={name} text={text} wrap inset />
  ) : (
    <CodeBody label={name} text={text} language={known} wrap inset />
  );
}

/** A tool's input by its names: texts as they are, so that a script can be read, the rest as JSON. */
export function InputBody({ label, json, wrap }: Props) {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return <JsonBody label={label} json={json} wrap={wrap} />;
  }
  const fields = Object.entries(json);
  if (fields.length === 0) return <p className="flex-1 bg-code p-3.5 text-muted">No input.</p>;
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-code py-2"
    >
      {fields.map(([name, value]) => (
        <section key={name} aria-label={name} className="pb-1.5">
          <h3 className="px-3.5 text-xs font-semibold text-faint">{name}</h3>
          {typeof value === 'string' ? (
            <InputText name={name} text={value} />
          ) : (
            <JsonBody label={name} json={value} wrap={wrap} inset />
          )}
        </section>
      ))}
    </div>
  );
}
