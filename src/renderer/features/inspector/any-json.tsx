import type { Json } from '../../../core/build/content.ts';
import { InputBody } from './input-body.tsx';
import { JsonBody } from './json-body.tsx';

interface Props {
  readonly label: string;
  readonly json: Json;
  readonly wrap: boolean;
  readonly named: boolean;
  readonly inset: boolean;
}

export function AnyJson({ named, inset, ...rest }: Props) {
  return named && !inset ? <InputBody {...rest} /> : <JsonBody {...rest} inset={inset} />;
}
