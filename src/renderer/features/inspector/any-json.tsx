import type { Json } from '../../../core/build/content.ts';
import { InputBody } from './input-body.tsx';
import { JsonBody } from './json-body.tsx';

export function AnyJson(props: { label: string; json: Json; wrap: boolean; named: boolean }) {
  const { named, ...rest } = props;
  return named ? <InputBody {...rest} /> : <JsonBody {...rest} />;
}
