import { RatchetError } from '../../../core/errors.ts';

const nothing = 'Nothing of it was recorded.';

export const notABundle = () =>
  new RatchetError('not-a-bundle', `This is no bundle of Ratchet. ${nothing}`);

export const newerBundle = (format: number) =>
  new RatchetError(
    'bundle-newer',
    `This bundle has format ${format}, which a newer Ratchet writes. ${nothing} Open it with that version.`,
  );

export const cutOff = () =>
  new RatchetError(
    'bundle-cut-off',
    `This bundle ends before its end. ${nothing} Copy or export it again.`,
  );

export const damaged = (why: string) =>
  new RatchetError(
    'bundle-damaged',
    `This bundle is damaged: ${why}. ${nothing} Copy or export it again.`,
  );

export const tooLarge = (why: string) =>
  new RatchetError('bundle-too-large', `This bundle is not opened: ${why}. ${nothing}`);
