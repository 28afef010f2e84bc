// Made up for the tests, and put together here so that no scanner takes them for real ones.

const mark = (word: string) => ['-----', word, ' RSA ', 'PRIVATE', ' KEY-----'].join('');

export const keyBegin = mark('BEGIN');
export const keyEnd = mark('END');
export const keyLine = 'MIIEpAIBAAKCAQEA7mZkq1Xr0cUe9sYt3bWvHdFgJkLpQwErTyUiOpAsDfGhJkLz';
export const privateKey = `${keyBegin}\n${`${keyLine}\n`.repeat(20)}${keyEnd}`;

export const letters = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';
export const githubToken = ['ghp', letters].join('_');

export const twilioKey = ['SK', '0123456789abcdef'.repeat(2)].join('');
/** A user's number, as base64 has it, and letters. */
export const discordToken = [
  Buffer.from('123456789012345678').toString('base64'),
  'GhIjKl',
  letters.slice(0, 27),
].join('.');
