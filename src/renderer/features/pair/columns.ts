/** The columns of the list and of its head: a chevron, the two builds, and what differs. */
export const columns =
  'grid grid-cols-[26px_minmax(0,1fr)_minmax(0,1fr)_84px] @max-[620px]:grid-cols-[22px_minmax(0,1fr)_minmax(0,1fr)_0]';
