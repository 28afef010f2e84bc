/** The mean of how sure each record makes a format, from 0 to 1; 0 for no records. */
export function meanOf<Item>(records: readonly Item[], sureness: (record: Item) => number): number {
  if (records.length === 0) return 0;
  return records.reduce<number>((sum, record) => sum + sureness(record), 0) / records.length;
}

/** The part of the records that are surely of a format, from 0 to 1; 0 for no records. */
export const partOf = <Item>(records: readonly Item[], isOwn: (record: Item) => boolean): number =>
  meanOf(records, (record) => (isOwn(record) ? 1 : 0));
