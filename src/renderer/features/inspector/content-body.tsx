import type { Content } from '../../../core/build/content.ts';
import { AnyJson } from './any-json.tsx';
import { CutBody } from './cut-body.tsx';
import { CutImage } from './cut-image.tsx';
import { isDrawable } from './drawable.ts';
import { ImageBody, NotShown } from './image-body.tsx';
import { WrittenBody } from './written-body.tsx';

interface Props {
  readonly label: string;
  readonly content: Content;
  readonly wrap: boolean;
  /** An input is shown by its names. */
  readonly named?: boolean;
  /** Part of a body that scrolls as a whole. */
  readonly inset?: boolean;
}

/** A body of any kind. What agents send is only ever shown as text or as an image. */
export function ContentBody({ label, content, wrap, named = false, inset = false }: Props) {
  switch (content.as) {
    case 'text':
      return <WrittenBody label={label} text={content.text} wrap={wrap} inset={inset} />;
    case 'json':
      return <AnyJson label={label} json={content.json} wrap={wrap} named={named} inset={inset} />;
    case 'image': {
      const { mime, base64 } = content;
      if (isDrawable(mime)) {
        return <ImageBody source={`data:${mime};base64,${base64}`} label={label} inset={inset} />;
      }
      return <NotShown mime={mime} size={Math.floor((base64.length * 3) / 4)} inset={inset} />;
    }
    case 'cut':
      return content.mime.startsWith('image/') ? (
        <CutImage key={content.payload} label={label} content={content} inset={inset} />
      ) : (
        <CutBody label={label} content={content} wrap={wrap} named={named} inset={inset} />
      );
    case 'parts':
      return <PartsBody label={label} parts={content.parts} wrap={wrap} />;
  }
}

/** Several bodies under each other, in the order in which they were told. */
export function PartsBody(props: { label: string; parts: readonly Content[]; wrap: boolean }) {
  const { label, parts, wrap } = props;
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-code py-2"
    >
      {parts.map((part, index) => (
        <ContentBody
          key={index}
          label={`${label}, part ${index + 1}`}
          content={part}
          wrap={wrap}
          inset
        />
      ))}
    </div>
  );
}
