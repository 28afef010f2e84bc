import { count, exactTime, plural } from '../../../../core/format.ts';
import { useBuild } from '../../../app/session-context.ts';
import { useTicking } from '../../../ui/ticker.ts';
import { Aside, Figure } from './facts.tsx';

/** A time of the day as the build told it. */
export function Moment({ at }: { at: number }) {
  const text = useTicking((now) => exactTime(at, now));
  return <Figure>{text}</Figure>;
}

/** From one version to another; each can be gone to. */
export function Versions({ from, to }: { from: number; to: number }) {
  const build = useBuild();
  const link = (version: number) => (
    <button
      type="button"
      title="Look at this version"
      onClick={() => build.viewVersion(version)}
      className="mono rounded-sm underline decoration-line underline-offset-3 hover:decoration-current"
    >
      {count(version)}
    </button>
  );
  return (
    <>
      {link(from)}
      {to !== from && <> → {link(to)}</>}
      {to !== from && <Aside>{plural(to - from + 1, 'version')}</Aside>}
    </>
  );
}
