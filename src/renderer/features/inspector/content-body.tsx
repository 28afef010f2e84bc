import type { Content, Json } from '../../../core/build/content.ts';
import { CutBody } from './cut-body.tsx';
import { InputBody } from './input-body.tsx';
import { JsonBody } from './json-body.tsx';
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

export function AnyJson(props: { label: string; json: Json; wrap: boolean; named: boolean }) {
  const { named, ...rest } = props;
  return named ? <InputBody {...rest} /> : <JsonBody {...rest} />;
}

/** Only kinds of images that browsers draw without running anything; SVG is not one of them. */
const imageType = (mime: string): string =>
  /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(mime) ? mime : 'image/png';

export function ImageBody({ source }: { source: string }) {
  return (
    <div className="flex min-h-0 flex-1 items-start overflow-auto bg-code p-3.5">
      <img src={source} alt="What the tool gave back" className="max-w-full border border-line" />
    </div>
  );
}
