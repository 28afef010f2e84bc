import { agentToken } from '../../main/host/server/token.ts';
import { runningHost } from '../host-link.ts';

/** `ratchet otel`: what a shell has to set for OpenTelemetry exporters to send to the running host. */
export async function printOtel(): Promise<void> {
  const { port, token } = await runningHost();
  const variables = [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json'],
    // Values are percent-encoded: a space is none.
    ['OTEL_EXPORTER_OTLP_HEADERS', `Authorization=Bearer%20${agentToken(token)}`],
  ];
  for (const [name, value] of variables) console.log(`export ${name}=${value}`);
}
