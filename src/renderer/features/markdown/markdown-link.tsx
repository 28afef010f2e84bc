import { type ReactNode, use, useState } from 'react';
import { allowedExternalUrl } from '../../../core/security/external-url.ts';
import { bridge } from '../../transport/bridge.ts';
import { copyText } from '../../ui/copy.ts';
import { InTree } from './in-tree.ts';

/**
 * A link of an agent's text. It never leads the page anywhere: an address of the allow-list is opened in
 * the system's browser, any other is copied. What it points to is told, since the words may say anything.
 */
export function MarkdownLink({ href, children }: { href: string; children: ReactNode }) {
  const inTree = use(InTree);
  const [said, setSaid] = useState('');
  const external = allowedExternalUrl(href);
  const say = (text: string) => {
    setSaid(text);
    setTimeout(() => setSaid(''), 1500);
  };
  const open = async () => {
    try {
      if (external === null) {
        await copyText(href);
        say('address copied');
      } else if (bridge) await bridge.openExternal(external);
      else window.open(external, '_blank', 'noopener,noreferrer');
    } catch {
      say('could not be opened');
    }
  };
  return (
    <>
      <button
        type="button"
        tabIndex={inTree ? -1 : 0}
        title={`${href.slice(0, 500)}\n${external === null ? 'Copies the address' : 'Opens in the browser'}`}
        onClick={(event) => {
          event.stopPropagation();
          void open();
        }}
        className="inline rounded-sm text-left text-run underline decoration-[color-mix(in_srgb,currentColor_40%,transparent)] underline-offset-2 select-text hover:decoration-current"
      >
        {children}
      </button>
      {said !== '' && (
        <span role="status" className="ml-1 text-xs text-muted">
          {said}
        </span>
      )}
    </>
  );
}
