import type { Json } from '../../build/content.ts';
import { isObject, type JsonObject, textOf } from '../json.ts';

/**
 * Applies a JSON patch (RFC 6902) to a value, which stays as it is.
 * @returns null where an operation does not fit the value
 */
export function patched(value: Json, patch: readonly Json[]): { readonly value: Json } | null {
  let next = value;
  for (const operation of patch) {
    const step = isObject(operation) ? apply(next, operation) : null;
    if (!step) return null;
    next = step.value;
  }
  return { value: next };
}

function apply(value: Json, operation: JsonObject): { readonly value: Json } | null {
  const { op, path, from } = operation;
  const way = wayOf(path);
  if (!way) return null;
  switch (op) {
    case 'add':
    case 'replace':
      return 'value' in operation ? put(value, way, operation['value'] ?? null, op) : null;
    case 'remove':
      return put(value, way, undefined, 'remove');
    case 'test':
      // A state that is only looked at is not there to be tested.
      return { value };
    case 'move':
    case 'copy': {
      const source = wayOf(from);
      const found = source ? at(value, source) : undefined;
      if (!source || found === undefined) return null;
      const rest = op === 'move' ? put(value, source, undefined, 'remove') : { value };
      return rest ? put(rest.value, way, found, 'add') : null;
    }
    default:
      return null;
  }
}

function wayOf(pointer: unknown): string[] | null {
  if (pointer === '') return [];
  const text = textOf(pointer);
  if (text === undefined || !text.startsWith('/')) return null;
  return text
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function at(value: Json, way: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of way) {
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function put(
  value: Json,
  way: readonly string[],
  given: Json | undefined,
  op: 'add' | 'replace' | 'remove',
): { readonly value: Json } | null {
  const [key, ...rest] = way;
  if (key === undefined) return { value: given ?? null };
  const inner = at(value, [key]);
  const deeper = rest.length > 0;
  if (deeper && inner === undefined) return null;
  const step = deeper ? put(inner ?? null, rest, given, op) : null;
  if (deeper && !step) return null;
  const next = deeper ? step?.value : given;
  if (Array.isArray(value)) {
    const index = key === '-' ? value.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > value.length) return null;
    const isNew = !deeper && op === 'add';
    return { value: value.toSpliced(index, isNew ? 0 : 1, ...(next === undefined ? [] : [next])) };
  }
  if (!isObject(value)) return null;
  // By entries, so that no key of a stranger's is more than a key.
  const others = new Map(Object.entries(value));
  if (next === undefined) others.delete(key);
  else others.set(key, next);
  return { value: Object.fromEntries(others) };
}
