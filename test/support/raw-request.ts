import { request as httpRequest } from 'node:http';
import type { Rig } from './rig.ts';

export interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request whose headers are exactly these: `fetch` would set its own Host and Origin. */
export function raw(
  rig: Rig,
  options: { path?: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<Raw> {
  const { path = '/v1/health', method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: rig.server.port, path, method, headers, setHost: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => (body += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** The code in the body of an error. */
export const codeOf = (body: string) =>
  (JSON.parse(body) as { error: { code: string } }).error.code;
