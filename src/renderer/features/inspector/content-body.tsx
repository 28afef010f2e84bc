import type { Content } from '../../../core/build/content.ts';
import { AnyJson } from './any-json.tsx';
import { CutBody } from './cut-body.tsx';
import { ImageBody } from './image-body.tsx';
import { TextBody } from './text-body.tsx';

interface Props {
  readonly label: string;
  readonly content: Content;
  readonly wrap: boolean;
  /** An input is shown by its names. */
  readonly named?: boolean;
}

/** A body of any kind. What agents send is only ever shown as text or as an image. */
export function ContentBody({ label, content, wrap, named }: Props) {
  switch (content.as) {
    case 'text':
      return <TextBody label={label} text={content.text} wrap={wrap} />;
    case 'json':
      return <AnyJson label={label} json={content.json} wrap={wrap} named={named ?? false} />;
    case 'image':
      return <ImageBody source={`data:${imageType(content.mime)};base64,${content.base64}`} />;
    case 'cut':
      return <CutBody label={label} content={content} wrap={wrap} named={named ?? false} />;
  }
}

/** Only kinds of images that browsers draw without running anything; SVG is not one of them. */
const imageType = (mime: string): string =>
  /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(mime) ? mime : 'image/png';
